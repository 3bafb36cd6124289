/** A refusal of the API. @see RFC 9457 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  /** What is wrong with each member of the body, if the API says so. */
  readonly errors: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    requestId: string | undefined,
    errors: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.errors = errors;
  }
}

export async function readError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = isObject(body) ? body : {};
  return new ApiError(
    response.status,
    text(problem.code) ?? 'unexpected_answer',
    text(problem.detail) ?? text(problem.title) ?? `The server answered ${response.status}.`,
    text(problem.requestId) ?? response.headers.get('x-request-id') ?? undefined,
    readErrors(problem.errors),
  );
}

function readErrors(errors: unknown): Record<string, string> {
  if (!isObject(errors)) return {};
  const rules = (value: unknown) => (Array.isArray(value) ? value : []).filter(text).join(' ');
  return Object.fromEntries(Object.entries(errors).map(([name, value]) => [name, rules(value)]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
