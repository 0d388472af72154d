import { describe, expect, it } from 'vitest';
import { countTests } from './test-counts.mjs';

const loaded = (status, ...tests) => ({ status, assertionResults: tests.map((test) => ({ status: test })) });

describe('countTests', () => {
  it('copies the counts of a green report', () => {
    const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
    expect(countTests(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  });

  it('counts a failed test once', () => {
    const report = { numPassedTests: 5, numFailedTests: 1, testResults: [loaded('failed', 'passed', 'failed')] };
    expect(countTests(report, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 0,
      testResults: [loaded('failed'), loaded('passed', 'passed')],
    };
    expect(countTests(report, 1)).toMatchObject({ passed: 5, failed: 1 });
  });

  it('never reports success for a command that failed or ran nothing', () => {
    expect(countTests({}, 1).failed).toBe(1);
    expect(countTests({ numPassedTests: 5, numFailedTests: 0, testResults: [] }, 1).failed).toBe(1);
    expect(countTests({}, 0).failed).toBe(1);
  });
});
