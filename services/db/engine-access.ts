/** The role of sessions that run what readers wrote. */
export const readerRole = "reader";
const platformRole = "platform";

/** Databases that a reader's statement may read, each one by its prefix: views for readers, and what the gateway keeps beside them. */
export const readerDatabases = (database: string): readonly string[] => [`${database}_readers`, `${database}_gateway`];

/**
 * The engine has one user and takes no others while it runs, but what that user may do comes from two roles, and a session can put
 * one of them down. So a session of readers has no right to any other table, to a file or to the network, whatever it is given to run.
 * `database` is a plain identifier.
 */
export function engineAccess(database: string): string {
  const grants = readerDatabases(database).map((name) => `<query>GRANT SELECT ON ${name}*.*</query>`);
  return `<clickhouse>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
  <roles>
    <${platformRole}><grants><query>GRANT ALL ON *.*</query></grants></${platformRole}>
    <${readerRole}><grants>${grants.join("")}</grants></${readerRole}>
  </roles>
  <users>
    <default>
      <password/>
      <networks><ip>::/0</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants><query>GRANT ${platformRole}, ${readerRole}</query></grants>
    </default>
  </users>
</clickhouse>
`;
}
