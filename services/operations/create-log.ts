import { type DestinationStream, type Logger, pino } from "pino";

/** Fields that could hold a secret, wherever a line has them. */
const secretFields = ["authorization", "token", "key_token", "password", "pepper", "secret"];

/** JSON lines; times are RFC 3339. Neither bodies nor secrets nor the values of failed queries get in. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      serializers: { err: (error: unknown) => describeError(error) },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

type ErrorLine = { type: string; message: string; code?: string; stack?: string; cause?: ErrorLine };

const deepestCause = 5;

function describeError(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutValues(String(error)) };
  const { code } = error as { code?: unknown };
  return {
    type: error.constructor.name,
    message: withoutValues(error.message),
    ...(typeof code === "string" && { code }),
    stack: withoutValues(error.stack ?? ""),
    ...(error.cause !== undefined && depth < deepestCause && { cause: describeError(error.cause, depth + 1) }),
  };
}

/** The query builder puts a failed query's values, which may be whole records, into the message. */
function withoutValues(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/g, "\nparams: left out");
}
