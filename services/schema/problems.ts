/**
 * Every problem an answer may carry: a closed list. `docs/problems/` has a page each, and `type` in an answer leads there.
 * The sentence is what a caller reads unless the answer has a more exact one; causes are logged, never sent.
 */
export const problems = {
  "malformed-request": {
    status: 400,
    title: "The request could not be read",
    sentence: "The request is not what this operation takes: its head, its framing or its encoding is broken.",
    remedy: "Compare the request with the API reference; a proxy between may have changed it.",
  },
  "malformed-json": {
    status: 400,
    title: "The body is not JSON",
    sentence: "The body as a whole does not parse as JSON in UTF-8.",
    remedy: "Check that the file was not cut and is saved as UTF-8; the detail says where reading stopped.",
  },
  "malformed-gzip": {
    status: 400,
    title: "The body is not gzip",
    sentence: "Content-Encoding says gzip, and the body cannot be decompressed or ends too early.",
    remedy: "Compress the file again and send all of it, or send it without Content-Encoding.",
  },
  "digest-mismatch": {
    status: 400,
    title: "The body differs from its digest",
    sentence: "The bytes that arrived do not have the SHA-256 digest that Content-Digest names.",
    remedy:
      "Send it again; when it stays, something between changes the body. The digest is of the bytes as sent, compressed.",
  },
  "invalid-parameter": {
    status: 400,
    title: "A parameter is wrong",
    sentence: "A parameter of the path or the query is missing, unknown or has a wrong value.",
    remedy: "`errors` names each parameter, what was expected and what was found.",
  },
  "invalid-cursor": {
    status: 400,
    title: "The cursor is not one of ours",
    sentence: "`next` was changed, or belongs to other filters than this request has.",
    remedy: "Use `next` exactly as the last page gave it, with the same filters, or begin without it.",
  },
  "unknown-host": {
    status: 400,
    title: "The server does not answer to this host name",
    sentence: "The Host header names a host that this server was not told it has.",
    remedy: "Call the server by the address it listens on, or name the host in ALLOWED_HOSTS.",
  },
  "no-key": {
    status: 401,
    title: "A key is needed",
    sentence: "The request has no Authorization header, and this is not open to everybody.",
    remedy: "Send `Authorization: Bearer <key>`; the command line takes --key-file or SPAREWHEEL_KEY.",
  },
  "invalid-key": {
    status: 401,
    title: "The key is not valid",
    sentence: "The key is misspelt, unknown, expired or revoked; for your safety the answer does not say which.",
    remedy: "Check that the whole key was copied; ask the administrator for a new one when it may have expired.",
  },
  "wrong-key-kind": {
    status: 403,
    title: "The key is of another kind",
    sentence: "The key is valid, but keys of its kind may not do this.",
    remedy: "Use a key of a kind that the detail names; docs/keys.md says what each kind may do.",
  },
  "not-found": {
    status: 404,
    title: "There is nothing here",
    sentence: "There is nothing at this address, or nothing that this key may see.",
    remedy: "Check the spelling of the address and of its ids, and that the key belongs to the agency.",
  },
  "method-not-allowed": {
    status: 405,
    title: "The address does not take this method",
    sentence: "There is something at this address, but not for this method; the Allow header lists those it takes.",
    remedy: "Use one of the methods of the Allow header.",
  },
  "request-timeout": {
    status: 408,
    title: "The request took too long to arrive",
    sentence: "The request arrived slower than the server waits for.",
    remedy: "Send it again; compress the body when the line is slow.",
  },
  "push-in-progress": {
    status: 409,
    title: "This push is being stored",
    sentence: "Another request with the same push id is being stored right now.",
    remedy: "Send it again after the seconds of Retry-After; the answer will then be its receipt.",
  },
  "inventory-shrank": {
    status: 409,
    title: "The inventory is much smaller than before",
    sentence:
      "A complete push has far fewer workloads than the agency's complete push before it, which often means a cut file.",
    remedy: "When the smaller inventory is right, send it again with `confirm_shrink=true` (push --confirm-shrink).",
  },
  "too-large": {
    status: 413,
    title: "The body is too large",
    sentence: "The body is larger than the server takes, on the wire or uncompressed.",
    remedy: "Compress it with gzip, or send the inventory in several incomplete pushes; GET /v1/limits has the sizes.",
  },
  "ratio-too-high": {
    status: 413,
    title: "The body expands too much",
    sentence: "The uncompressed body is larger than the allowed multiple of its compressed size.",
    remedy: "Send it without compression; an inventory of usual text never reaches the limit.",
  },
  "too-many-workloads": {
    status: 413,
    title: "The push has too many workloads",
    sentence: "The push has more workloads than the server takes at once.",
    remedy: "Send several pushes with `complete: false`; GET /v1/limits has the number.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "The type of the body is not one we read",
    sentence: "Content-Type is missing or names a type that this operation does not take.",
    remedy: "Send a type that the detail names.",
  },
  "unsupported-coding": {
    status: 415,
    title: "The coding of the body is not one we read",
    sentence: "Content-Encoding names a coding other than gzip.",
    remedy: "Send the body with gzip or without Content-Encoding.",
  },
  "push-id-reused": {
    status: 422,
    title: "The push id belongs to another content",
    sentence: "The agency already has a push with this id and another content; a stored push never changes.",
    remedy: "Make a new push id for the new content.",
  },
  "invalid-header": {
    status: 422,
    title: "The header of the push is wrong",
    sentence:
      "A field of the header is missing, unknown or wrong, or `records` is not what arrived. Nothing was stored.",
    remedy: "`errors` names each field; when `records` differs, the file was cut or changed on its way.",
  },
  "invalid-records": {
    status: 422,
    title: "Records have errors",
    sentence: "At least one record has an error, so nothing was stored.",
    remedy:
      "`errors` lists the first 1,000 with record and pointer; `sparewheel check FILE` lists all of them offline.",
  },
  "invalid-registry": {
    status: 422,
    title: "The registry would not be consistent",
    sentence: "The change breaks a rule of the registry, so nothing was stored.",
    remedy: "`errors` names each place, what was expected and what was found.",
  },
  "invalid-body": {
    status: 422,
    title: "The body does not match its schema",
    sentence: "The body is JSON, but a field is missing, unknown or has a wrong value.",
    remedy: "`errors` names each place, what was expected and what was found.",
  },
  "head-too-large": {
    status: 431,
    title: "The head of the request is too large",
    sentence: "The request line and its headers are longer than the server reads.",
    remedy: "Send fewer or shorter headers; a proxy or a browser's cookies may have added some.",
  },
  "rate-limited": {
    status: 429,
    title: "Too many requests",
    sentence: "The key sends more requests than the server takes from one agency.",
    remedy: "Wait the seconds of Retry-After, then send it again.",
  },
  internal: {
    status: 500,
    title: "The server made a mistake",
    sentence: "Something failed that should not; it is in the server's log under the X-Request-Id of this answer.",
    remedy: "Send it again; when it stays, give the X-Request-Id to the server's operator.",
  },
  "server-busy": {
    status: 503,
    title: "The server is busy",
    sentence: "The server is receiving as much as it can hold.",
    remedy: "Send it again after the seconds of Retry-After.",
  },
  "storage-full": {
    status: 503,
    title: "The server's disk is full",
    sentence: "The server has too little free space to store anything; nothing that was acknowledged is lost.",
    remedy: "Send it again later; the operator has to free space or enlarge the disk.",
  },
  "store-unavailable": {
    status: 503,
    title: "A store does not answer",
    sentence: "The server cannot reach the store that this needs; nothing was stored.",
    remedy: "Send it again after the seconds of Retry-After.",
  },
  stopping: {
    status: 503,
    title: "The server is stopping",
    sentence: "The server is being stopped or restarted and takes nothing new.",
    remedy: "Send it again after the seconds of Retry-After.",
  },
} as const satisfies Record<string, { status: number; title: string; sentence: string; remedy: string }>;

export type ProblemCode = keyof typeof problems;
