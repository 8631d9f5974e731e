import { MessageChannel } from "node:worker_threads";

const { port1: nobody, port2 } = new MessageChannel();
port2.close();

/**
 * Gives memory back at once that nothing will read or write any more: what is handed over to nobody is freed. Left to the engine,
 * what is held for seconds stays until it goes through its whole heap. Nothing that runs in another thread, such as the reading of a
 * file, may have it. Memory that others have a part of is left alone.
 */
export function freeMemory({ buffer, byteLength }: ArrayBufferView): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0)
    nobody.postMessage(undefined, [buffer]);
}
