// Answers questions about schemas with Prisma's own engines, which are WebAssembly and need no database.
// One JSON question a line on stdin, one JSON answer a line on stdout, in the same order:
//   {"ask": "schema", "engine": "6", "files": [["a.prisma", "..."]], "want": ["dmmf", "format"]}
//     -> {"errors": [{"message", "file", "line"}], "warnings": [the same], "dmmf"?, "formatted"?: ["..."]}
//   {"ask": "ddl", "provider": "sqlite", "schema": "..."}   -> {"sql": "..."}   the script that creates it from nothing
//   {"ask": "time", "engine": "6", "what": "dmmf", "schema": "..."} -> {"seconds": 0.9}
// An engine that panicked says so as {"panic": "..."}, and is loaded anew for the next question.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);

function schema({ engine, files, want }) {
  const language = require(`schema-language-${engine}`);
  const asked = JSON.stringify({ prismaSchema: files, noColor: true });
  const answer = { errors: [], warnings: [] };
  try {
    language.validate(asked);
  } catch (error) {
    answer.errors = errorsIn(reportOf(error), files);
  }
  const texts = new Map(files);
  for (const { is_warning, file_name, start, text } of JSON.parse(language.lint(JSON.stringify(files)))) {
    if (is_warning) answer.warnings.push({ message: text, file: file_name, line: lineOf(texts.get(file_name), start) });
  }
  if (want.includes('dmmf') && answer.errors.length === 0) answer.dmmf = dmmfOf(language, asked);
  if (want.includes('format')) answer.formatted = formattedBy(language, files);
  return answer;
}

function dmmfOf(language, asked) {
  return JSON.parse(language.get_dmmf(asked)).datamodel;
}

function formattedBy(language, files) {
  const options = { textDocument: { uri: 'file:/dev/null' }, options: { tabSize: 2, insertSpaces: true } };
  return JSON.parse(language.format(JSON.stringify(files), JSON.stringify(options))).map(([, text]) => text);
}

/** The engine counts bytes. */
function lineOf(text, offset) {
  return Buffer.from(text).subarray(0, offset).toString().split('\n').length;
}

/** The engine throws JSON whose message is a report for terminals. */
function reportOf(error) {
  if (error instanceof WebAssembly.RuntimeError) throw error;
  try {
    return JSON.parse(error.message).message;
  } catch {
    return error.message;
  }
}

function errorsIn(report, files) {
  const place = /error: ([\s\S]*?)\n\s+-->\s+(.+?):(\d+)\n/g;
  const errors = [...report.matchAll(place)].map(([, message, file, line]) => ({ message: message.trim(), file, line: Number(line) }));
  return errors.length > 0 ? errors : [{ message: report, file: files[0][0], line: 0 }];
}

function time({ engine, what, schema }) {
  const language = require(`schema-language-${engine}`);
  const files = [['schema.prisma', schema]];
  const asked = JSON.stringify({ prismaSchema: files, noColor: true });
  const started = performance.now();
  if (what === 'format') formattedBy(language, files);
  else if (what === 'validate') reportFor(language, asked);
  else language.get_dmmf(asked);
  return { seconds: (performance.now() - started) / 1000 };
}

function reportFor(language, asked) {
  try {
    language.validate(asked);
    return '';
  } catch (error) {
    return reportOf(error);
  }
}

/** The engine asks a driver adapter for a connection even where it needs none; this one answers the single question it puts. */
function adapterFor(provider) {
  const result = (value) => ({ ok: true, value, map: (f) => result(f(value)), flatMap: (f) => f(value) });
  const version = { columnNames: ['exists', 'version', 'numeric_version'], columnTypes: [5, 7, 0], rows: [[true, 'PostgreSQL 15.0', 150000]] };
  const named = { provider: provider === 'postgresql' ? 'postgres' : provider, adapterName: 'none' };
  const connection = {
    ...named,
    getConnectionInfo: () => result({ supportsRelationJoins: false, schemaName: 'public' }),
    queryRaw: async () => result(version),
    dispose: async () => result(undefined),
  };
  const connect = async () => result(connection);
  return { ...named, errorRegistry: { consumeError() {} }, connect, connectToShadowDb: connect };
}

let loaded;

/** Loads the engine once: its glue code keeps views of one memory and confuses a second. */
async function ddlEngine() {
  return (loaded ??= await loadDdlEngine());
}

async function loadDdlEngine() {
  // The package exports neither of the two files, so they are named by path.
  const folder = new URL('./node_modules/schema-engine/', import.meta.url);
  const glue = await import(new URL('schema_engine_bg.js', folder));
  const code = new WebAssembly.Module(readFileSync(new URL('schema_engine_bg.wasm', folder)));
  const { exports } = new WebAssembly.Instance(code, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue.SchemaEngine;
}

async function ddl({ provider, schema }) {
  const SchemaEngine = await ddlEngine();
  const files = [{ path: 'schema.prisma', content: schema }];
  const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, adapterFor(provider));
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return { sql: stdout };
}

/** A panic leaves the engine's memory as it was at that moment, so nothing that it says afterwards can be relied on. */
function forgetEngines() {
  for (const name of Object.keys(require.cache)) delete require.cache[name];
}

const ANSWERS = { schema, ddl, time };

globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: () => {} };
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  try {
    console.log(JSON.stringify(await ANSWERS[question.ask](question)));
  } catch (error) {
    forgetEngines();
    console.log(JSON.stringify({ panic: String(error) }));
  }
}
