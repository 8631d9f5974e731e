/** What a scanner tells of a document, in order. Names come without their prefix; `attributes` as they are written. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  text(value: string): void;
  close(name: string): void;
}

export interface XmlScanner {
  write(piece: string): void;
  /** Throws when the document is not whole. */
  end(): void;
}

export class XmlError extends Error {}

/** A tag or a text of more characters is no spreadsheet's. */
const longestToken = 4_194_304;
const deepest = 64;

const exclamationMark = 0x21;
const doubleQuote = 0x22;
const singleQuote = 0x27;
const slash = 0x2f;
const greaterThan = 0x3e;
const questionMark = 0x3f;

/**
 * Reads XML 1.0 as it arrives. Only what spreadsheets are made of: a document type is refused, so there are no entities but
 * the five and numbers, nothing that expands and nothing that is read from elsewhere.
 */
export function createXmlScanner(handler: XmlHandler): XmlScanner {
  const open: string[] = [];
  let rest = "";

  /** Where the tag ends that closes what was opened last, when it is written without white space; else -1. */
  const endOfClosing = (text: string, start: number): number => {
    const name = open.at(-1);
    if (name === undefined || !text.startsWith(name, start + 2)) return -1;
    const end = start + 2 + name.length;
    return text.charCodeAt(end) === greaterThan ? end : -1;
  };

  const closeTag = (inner: string): void => {
    const name = inner.trimEnd();
    if (open.pop() !== name) throw new XmlError(`</${name}> closes nothing that is open`);
    handler.close(localName(name));
  };

  const openTag = (text: string, start: number, end: number): void => {
    const isEmpty = text.charCodeAt(end - 1) === slash;
    const bodyEnd = isEmpty ? end - 1 : end;
    let nameEnd = start;
    while (nameEnd < bodyEnd && text.charCodeAt(nameEnd) > 0x20) nameEnd += 1;
    if (nameEnd === start) throw new XmlError("a tag has no name");
    const name = text.slice(start, nameEnd);
    handler.open(localName(name), text.slice(nameEnd, bodyEnd));
    if (isEmpty) handler.close(localName(name));
    else if (open.push(name) > deepest) throw new XmlError(`tags are nested deeper than ${deepest}`);
  };

  const scan = (text: string): number => {
    let at = 0;
    for (;;) {
      const start = text.indexOf("<", at);
      if (start < 0) return at;
      if (start > at && open.length > 0) handler.text(decoded(text.slice(at, start)));
      at = start;
      const second = text.charCodeAt(start + 1);
      if (second === exclamationMark || second === questionMark) {
        const end = endOfMarkup(text, start);
        if (end < 0) return at;
        if (text.startsWith("<![CDATA[", start)) handler.text(text.slice(start + 9, end - 3));
        at = end;
        continue;
      }
      if (second === slash) {
        const closed = endOfClosing(text, start);
        const end = closed < 0 ? text.indexOf(">", start) : closed;
        if (end < 0) return at;
        if (closed < 0) closeTag(text.slice(start + 2, end));
        else handler.close(localName(open.pop() ?? ""));
        at = end + 1;
        continue;
      }
      const end = endOfTag(text, start);
      if (end < 0) return at;
      openTag(text, start + 1, end);
      at = end + 1;
    }
  };

  return {
    write(piece) {
      const text = rest === "" ? piece : rest + piece;
      rest = text.slice(scan(text));
      if (rest.length > longestToken) throw new XmlError("a text or a tag does not end");
    },
    end() {
      if (open.length > 0 || rest.trim() !== "") throw new XmlError("it ends too early");
    },
  };
}

/** The first place after a comment, an instruction or character data; -1 when it is not whole yet. */
function endOfMarkup(text: string, start: number): number {
  const after = (mark: string, from: number): number => {
    const end = text.indexOf(mark, from);
    return end < 0 ? -1 : end + mark.length;
  };
  if (text.startsWith("<?", start)) return after("?>", start + 2);
  if (text.startsWith("<!--", start)) return after("-->", start + 4);
  if (text.startsWith("<![CDATA[", start)) return after("]]>", start + 9);
  if (text.length - start >= 9) throw new XmlError("it has a document type, which no spreadsheet has");
  return -1;
}

/** Where the `>` of a tag stands; one within an attribute's value does not count. */
function endOfTag(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === greaterThan) return at;
    if (code !== doubleQuote && code !== singleQuote) continue;
    at = text.indexOf(code === doubleQuote ? '"' : "'", at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
};

/** The value of an attribute by its local name; undefined when the tag does not have it. */
export function attribute(attributes: string, name: string): string | undefined {
  let found: string | undefined;
  eachAttribute(attributes, (each, value) => {
    if (each === name) found = value;
  });
  return found;
}

/** Tells every attribute of a tag by its local name. */
export function eachAttribute(attributes: string, take: (name: string, value: string) => void): void {
  for (let from = 0; ;) {
    const equals = attributes.indexOf("=", from);
    if (equals < 0) return;
    let start = equals + 1;
    while (attributes.charCodeAt(start) <= 0x20) start += 1;
    const mark = attributes.charAt(start);
    const end = mark === '"' || mark === "'" ? attributes.indexOf(mark, start + 1) : -1;
    if (end < 0) throw new XmlError("an attribute has no value in quotation marks");
    while (attributes.charCodeAt(from) <= 0x20) from += 1;
    let nameEnd = equals;
    while (nameEnd > from && attributes.charCodeAt(nameEnd - 1) <= 0x20) nameEnd -= 1;
    take(localName(attributes.slice(from, nameEnd)), decoded(attributes.slice(start + 1, end)));
    from = end + 1;
  }
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,40}));/g,
    (whole, decimal: string, hex: string, name: string) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code);
      const character = name === undefined ? undefined : Object.hasOwn(named, name) ? named[name] : undefined;
      if (character === undefined) throw new XmlError(`${whole} stands for nothing`);
      return character;
    },
  );
}
