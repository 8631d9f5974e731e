-- The reader of everything: members, agencies and the coalition. Replace the password before running this.
CREATE USER IF NOT EXISTS sparewheel_reader
  IDENTIFIED WITH sha256_password BY 'replace-this-password'
  DEFAULT DATABASE sparewheel_readers
  SETTINGS PROFILE 'sparewheel_reader';

GRANT SELECT ON sparewheel_readers.* TO sparewheel_reader;
