/** What came back, read to its end. */
export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  /** The text as JSON; the caller says what it holds. */
  json<T>(): T;
};

export type Ask = {
  token?: string;
  body?: RequestInit["body"];
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/** The API of one server, as whoever has a key calls it. */
export type Api = {
  url: string;
  call(method: string, path: string, ask?: Ask): Promise<Answer>;
  /** Throws when the answer is not 2xx. */
  must<T>(method: string, path: string, ask?: Ask): Promise<T>;
};

/** `send` is `fetch`, or the application's own `request` for a server without a port. */
export function apiOf(
  url: string,
  adminToken: string,
  send: (url: string, init: RequestInit) => Response | Promise<Response> = fetch,
): Api {
  const call: Api["call"] = async (method, path, { token = adminToken, body, headers, signal } = {}) => {
    const authorization: Record<string, string> = token === "" ? {} : { authorization: `Bearer ${token}` };
    const init: RequestInit = { method, body, headers: { ...authorization, ...headers }, signal: signal ?? null };
    const response = await send(url + path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T };
  };
  return {
    url,
    call,
    async must(method, path, ask) {
      const answer = await call(method, path, ask);
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 2_000)}`);
      return answer.json();
    },
  };
}
