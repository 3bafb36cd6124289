/** A JSON body's members; none for any other body. */
export function parseBody(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}
