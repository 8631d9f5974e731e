// Mends the Postgres driver after every install (`postinstall`), because its newest release, 3.4.9, fails whenever Postgres
// goes away under work, and upstream has the reports but no release: porsager/postgres #1066, #1133, #1154, #1208 (the process
// dies of a TypeError in nextWrite), #1155, #1204, #1216 (a transaction that lost its connection writes, commits or rolls
// back on the connection that replaced it), #1186 (its waiting statements never settle), #1097, #1130 (end() never returns).
// test/fault/postgres-restart.test.ts proves each. COPY is not mended; this software does not use it.
//
// Plain CommonJS without dependencies: it runs in installs that leave everything out. Silent when there is nothing to say.
"use strict";

const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");

const version = "3.4.9";

/** File of the driver -> pairs of its text and ours. */
const changes = {
  "connection.js": [
    // A write that comes after the end of the connection refuses what waits for it.
    [
      `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)`,
      `  function nextWrite(fn) {
    if (!socket) {
      nextWriteTimer !== null && clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      const closed = Errors.connection('CONNECTION_CLOSED', options)
      query && queryError(query, closed)
      query = null
      while (sent.length)
        queryError(sent.shift(), closed)
      return false
    }
    const x = socket.write(chunk, fn)`,
    ],
    // The next life of a connection must not begin with words, or the belief in a timer, of the last.
    [
      `    socket.removeAllListeners()
    socket = null

    if (initial)`,
      `    socket.removeAllListeners()
    socket = null
    chunk = nextWriteTimer = null

    if (initial)`,
    ],
    // Nor with its query; and whoever waits for the end of the connection has it.
    [
      `    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    closedTime = performance.now()`,
      `    ;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null
    result = new Result()
    rows = 0
    ended && (ended(), ending = ended = null)
    closedTime = performance.now()`,
    ],
    // A cursor's reader may come back after the end of the connection, or in the next life of it.
    [
      `    try {
      const x = await Promise.resolve(query.cursorFn(result))
      rows = 0`,
      `    const cursor = query
    try {
      const x = await Promise.resolve(query.cursorFn(result))
      if (query !== cursor)
        return
      rows = 0`,
    ],
    [
      `    } catch (err) {
      write(Sync)
      query.reject(err)`,
      `    } catch (err) {
      if (query !== cursor)
        return
      write(Sync)
      query.reject(err)`,
    ],
    // The query it serves is refused already; nobody holds this promise.
    [`        return fetchArrayTypes()\n`, `        return fetchArrayTypes().catch(noop)\n`],
  ],
  "index.js": [
    // A transaction ends with its connection: what it says later, and COMMIT and ROLLBACK, must not reach the next one.
    [
      `    let savepoints = 0
      , connection
      , prepare = null
`,
      `    let savepoints = 0
      , connection
      , lost = null
      , prepare = null
`,
    ],
    [
      `        new Promise((_, reject) => connection.onclose = reject)`,
      `        new Promise((_, reject) => connection.onclose = e => {
          lost = e
          while (queries.length)
            queries.shift().reject(e)
          reject(e)
        })`,
    ],
    [
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
        c.queue === full`,
    ],
    // The same for a reserved connection, which must not go back among the open ones either.
    [
      `    c.reserved.release = true

    const sql = Sql(handler)
    sql.release = () => {
      c.reserved = null`,
      `    c.reserved.release = true

    let lost = null
    c.onclose = e => {
      lost = e
      while (queue.length)
        queue.shift().reject(e)
    }

    const sql = Sql(handler)
    sql.release = () => {
      if (lost)
        return
      c.reserved = c.onclose = null`,
    ],
    [
      `    function handler(q) {
      c.queue === full
        ? queue.push(q)`,
      `    function handler(q) {
      if (lost)
        return q.reject(lost)
      c.queue === full
        ? queue.push(q)`,
    ],
  ],
};

function mend(file, pairs) {
  const before = readFileSync(file, "utf8");
  const after = pairs.reduce((text, [theirs, ours]) => {
    if (text.includes(ours)) return text;
    if (text.split(theirs).length !== 2) throw new Error(`${file} does not hold what is to be changed:\n${theirs}`);
    return text.replace(theirs, () => ours);
  }, before);
  if (after === before) return;
  writeFileSync(`${file}.mended`, after); // a new file: package managers link one file into many places
  renameSync(`${file}.mended`, file);
}

try {
  const folder = resolve(dirname(require.resolve("postgres")), "../.."); // from its cjs/src/index.js
  const installed = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
  if (installed !== version) throw new Error(`postgres ${installed} is installed, the changes are for ${version}`);
  // The builds that Node loads: ES modules and CommonJS.
  for (const build of ["src", "cjs/src"])
    for (const [name, pairs] of Object.entries(changes)) mend(join(folder, build, name), pairs);
} catch (error) {
  console.error(`infra/patches/apply.cjs could not mend the Postgres driver: ${error.message}`);
  console.error(
    "See whether the installed release still needs it, then change or remove this file and its postinstall.",
  );
  process.exitCode = 1;
}
