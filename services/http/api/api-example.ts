import type { KeyKind } from "../authenticate.ts";

/** A request as somebody would make it. In their order they tell one story: later ones ask about what earlier ones sent. */
export interface ExampleRequest {
  /** `operationId` */
  operation: string;
  /** Unique within the operation. */
  name: string;
  /** What it shows. */
  summary: string;
  /** Of which kind the key is; none for what is open. Agency and officer are those of `nl-tax`. */
  key?: KeyKind;
  path?: Record<string, string>;
  query?: Record<string, string | readonly string[]>;
  /** Sent as JSON; a text is sent as it stands, as `content_type`. */
  body?: unknown;
  content_type?: string;
}

/** A request with what a server answered to it. */
export interface ApiExample extends ExampleRequest {
  status: number;
  /** Without parameters, such as the charset. */
  answer_type: string;
  /** A text when the answer is no JSON. */
  answer: unknown;
}
