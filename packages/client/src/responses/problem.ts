import type { AuthErrorCode } from '../errors/codes.js';

/** A problem document of the server. @see RFC 9457 §3 */
export interface Problem {
  readonly status: number;
  readonly code: AuthErrorCode;
  readonly title?: string;
  readonly detail?: string;
  readonly requestId?: string;
  /** With `validation_failed`: what is wrong with each field. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  /** With `refresh_token_missing`: why the refresh cookie did not arrive. */
  readonly diagnosis?: Diagnosis | null;
  readonly [extension: string]: unknown;
}

export interface Diagnosis {
  readonly cause: string;
  readonly detail: string;
  readonly fix: string;
  readonly docs: string;
}

/** Whether the body claims to be a problem document. */
export const isProblem = ({ headers }: Response): boolean =>
  /^application\/problem\+json\b/i.test(headers.get('content-type') ?? '');

/** Reads the body as a problem document of a Tandem server; null if it is anything else. */
export async function readProblem(response: Response): Promise<Problem | null> {
  if (!isProblem(response)) return null;
  const body = (await readJson(response)) as Partial<Problem> | null | undefined;
  const code: unknown = body?.code;
  return typeof code === 'string' ? { ...body, code, status: response.status } : null;
}

/** The body as JSON; undefined if it is not JSON. Throws if the connection breaks. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
