import { type ProblemCode, problems } from "#schema/problems.ts";

/** One thing that is wrong: a parameter by its name, or a place in the body by its RFC 6901 pointer. */
export type ProblemDetail = {
  parameter?: string;
  pointer?: string;
  /** Zero-based index of a record in a push. */
  record?: number;
  code?: string;
  severity?: "error" | "warning";
  message: string;
};

type ProblemOptions = {
  /** What the caller reads; the problem's own sentence unless given. */
  detail?: string;
  errors?: readonly ProblemDetail[];
  /** Further members of the answer, such as `errors_total`. */
  extra?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** Logged, never sent. */
  cause?: unknown;
};

const retryAfterSeconds = 5;

/** Thrown anywhere below a handler; the application answers it as RFC 9457 `application/problem+json`. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: readonly ProblemDetail[] | undefined;
  readonly extra: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, { detail, errors, extra = {}, headers = {}, cause }: ProblemOptions = {}) {
    super(detail ?? problems[code].sentence, { cause });
    this.code = code;
    this.status = problems[code].status;
    this.errors = errors;
    this.extra = extra;
    this.headers = { ...requiredHeaders(this.status), ...headers };
  }

  /** `instance` is the path of the request. */
  toResponse(instance: string): Response {
    const { code, status, message: detail, errors, extra } = this;
    const { title } = problems[code];
    const body = { type: `/docs/problems/${code}`, title, status, code, detail, instance, ...extra, errors };
    return new Response(JSON.stringify(body), {
      status,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...this.headers },
    });
  }
}

/** What HTTP asks for with a status, so that no place that throws can forget it. */
function requiredHeaders(status: number): Record<string, string> {
  if (status === 401) return { "www-authenticate": 'Bearer realm="sparewheel"' };
  return status === 503 || status === 429 ? { "retry-after": String(retryAfterSeconds) } : {};
}
