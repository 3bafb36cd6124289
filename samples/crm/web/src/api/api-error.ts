/** What the API answered instead of what was asked for. @see RFC 9457 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;

  constructor(status: number, code: string, message: string, requestId: string | undefined) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}

export async function readError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = (typeof body === 'object' && body !== null ? body : {}) as {
    code?: unknown;
    detail?: unknown;
    title?: unknown;
    requestId?: unknown;
  };
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return new ApiError(
    response.status,
    text(problem.code) ?? 'unexpected_answer',
    text(problem.detail) ?? text(problem.title) ?? `The server answered ${response.status}.`,
    text(problem.requestId) ?? response.headers.get('x-request-id') ?? undefined,
  );
}
