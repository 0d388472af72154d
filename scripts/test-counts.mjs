#!/usr/bin/env node
/**
 * Reads the JSON report of vitest and prints one line, `N passed, N failed` (`, N skipped` where some were), then exits
 * with 1 if anything failed.
 *
 *     node scripts/test-counts.mjs REPORT EXIT_CODE_OF_THE_TEST_COMMAND
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * Counts of a report. A test file that could not be loaded has no tests and counts as one failure, and so does a test
 * command that failed although no test did (types, lint, layout, build, or a crash of the runner).
 */
export function countTests(report, exitCode) {
  const unloadable = (report.testResults ?? []).filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const passed = report.numPassedTests ?? 0;
  const failed = (report.numFailedTests ?? 0) + unloadable;
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  const silentFailure = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: silentFailure ? 1 : failed, skipped };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {}; // The command stopped before vitest wrote its report.
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [path, exitCode] = process.argv.slice(2);
  const { passed, failed, skipped } = countTests(readReport(path), Number(exitCode));
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
