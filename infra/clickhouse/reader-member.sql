-- A member's reader: its own rows and its agencies', beside the coalition's and functions'. For another member than nl replace nl
-- everywhere, and the password; one user for each member that has a Grafana organisation of its own.
CREATE USER IF NOT EXISTS sparewheel_reader_nl
  IDENTIFIED WITH sha256_password BY 'replace-this-password'
  DEFAULT DATABASE `sparewheel_readers_nl`
  SETTINGS PROFILE 'sparewheel_reader';

GRANT SELECT ON `sparewheel_readers_nl`.* TO sparewheel_reader_nl;
