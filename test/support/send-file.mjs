// Sends a file as the body of a PUT, from a process of its own: node send-file.mjs URL FILE 'HEADERS AS JSON'.
// Says "ready", waits until its input ends, sends, and prints the status and the answer.
import { createReadStream, statSync } from "node:fs";
import { request } from "node:http";

const [url, file, headers] = process.argv.slice(2);
console.log("ready");
process.stdin.resume().once("end", () => {
  const length = { "content-length": statSync(file).size };
  const sending = request(url, { method: "PUT", headers: { ...JSON.parse(headers), ...length } }, (response) => {
    let text = "";
    response.setEncoding("utf8").on("data", (more) => (text += more));
    response.on("end", () => console.log(`${response.statusCode} ${text}`));
  });
  createReadStream(file, { highWaterMark: 256 * 1024 }).pipe(sending);
});
