import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';

/** What each step of the run does, in shell; every step passes unless a test says otherwise. */
interface Steps {
  readonly install?: string;
  readonly oldInstall?: string;
  readonly check?: string;
  readonly report?: string;
}

const PASSING_REPORT = reportOf(['passed', 'passed', 'passed']);

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'stagedoor-ci-'));
  cpSync(inCheckout('.ci'), join(checkout, '.ci'), { recursive: true });
});

afterEach(() => rmSync(checkout, { recursive: true }));

describe('the last line of .ci/run', () => {
  test('is one total over the installs, the checks and the tests', () => {
    expect(runWith({})).toEqual({ lastLine: '7 passed, 0 failed', exitCode: 0 });
  });

  test('is printed when the install fails, and nothing else is tried', () => {
    expect(runWith({ install: 'exit 1' })).toEqual({ lastLine: '0 passed, 1 failed', exitCode: 1 });
  });

  test('counts a failing install with the older npm', () => {
    expect(runWith({ oldInstall: 'exit 1' })).toEqual({ lastLine: '6 passed, 1 failed', exitCode: 1 });
  });

  test('counts each failing check', () => {
    const check = 'echo "0 checks passed, 2 failed"; exit 1';
    expect(runWith({ check })).toEqual({ lastLine: '5 passed, 2 failed', exitCode: 1 });
  });

  test('counts checks that died without a sum as one failure', () => {
    expect(runWith({ check: 'exit 1' })).toEqual({ lastLine: '5 passed, 1 failed', exitCode: 1 });
  });

  test('counts failed, skipped and unreadable tests as failures', () => {
    const report = reportOf(['passed', 'failed', 'skipped'], { brokenFiles: 1 });
    expect(runWith({ report })).toEqual({ lastLine: '5 passed, 3 failed', exitCode: 1 });
  });

  test('counts a run of no test as a failure', () => {
    expect(runWith({ report: reportOf([]) })).toEqual({ lastLine: '4 passed, 1 failed', exitCode: 1 });
  });

  test('counts a runner that left no report as a failure', () => {
    expect(runWith({ report: '' })).toEqual({ lastLine: '4 passed, 1 failed', exitCode: 1 });
  });

  test('is printed when the run is stopped half-way', () => {
    expect(runWith({ check: 'kill -TERM "$CI_PROCESS"; sleep 1' }).lastLine).toMatch(
      /^\d+ passed, [1-9]\d* failed$/,
    );
  });
});

function runWith(steps: Steps): { lastLine: string | undefined; exitCode: number | null } {
  const programs = join(checkout, 'programs');
  mkdirSync(programs);
  writeFileSync(join(checkout, 'report.json'), steps.report ?? PASSING_REPORT);
  writeFileSync(join(programs, 'npm'), npmThatActs(steps), { mode: 0o755 });
  writeFileSync(join(checkout, '.ci', 'install-with-npm-10'), steps.oldInstall ?? 'exit 0');
  const { stdout, status } = spawnSync('bash', [join(checkout, '.ci', 'run')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}` },
  });
  return { lastLine: stdout.trimEnd().split('\n').at(-1), exitCode: status };
}

/** Stands where npm stands, so that each step ends as the test wants it. */
function npmThatActs({ install = 'exit 0', check = 'echo "2 checks passed, 0 failed"' }: Steps): string {
  return `#!/usr/bin/env bash
export CI_PROCESS=$PPID
case "$1" in
  ci) ${install} ;;
  run) ${check} ;;
  test) for word in "$@"; do case "$word" in --outputFile.json=*) cp report.json "\${word#*=}" ;; esac; done ;;
esac
`;
}

function reportOf(statuses: readonly string[], { brokenFiles = 0 } = {}): string {
  const tests = statuses.map((status, index) => ({ status, fullName: `test ${index}` }));
  const file = { status: statuses.includes('failed') ? 'failed' : 'passed', assertionResults: tests };
  const broken = Array.from({ length: brokenFiles }, () => ({ status: 'failed', assertionResults: [] }));
  return JSON.stringify({ testResults: [file, ...broken] });
}
