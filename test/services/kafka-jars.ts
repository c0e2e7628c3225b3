import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { programOf } from './installed.ts';

/** The broker that everything is checked against. */
export const KAFKA_VERSION = '4.3.0';

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const MINUTES_MOST = 10;

/** The broker and what it needs to run, and a logger that writes to the error stream. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>slipway</groupId>
  <artifactId>kafka</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${KAFKA_VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-simple</artifactId>
      <version>1.7.36</version>
    </dependency>
  </dependencies>
</project>
`;

/** The folder with Kafka's jars; fetched from Maven Central once for this user. */
export function kafkaJars(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'slipway', `kafka-${KAFKA_VERSION}`);
  if (existsSync(folder)) return folder;
  const mvn = programOf({ program: 'mvn', packages: ['maven', 'openjdk-17-jre-headless'] });
  process.stderr.write(`fetching Kafka ${KAFKA_VERSION} (Maven Central) …\n`);
  mkdirSync(dirname(folder), { recursive: true });
  // Beside its place and then moved there whole: what is found there is complete.
  const fetched = mkdtempSync(`${folder}-`);
  try {
    const pom = join(fetched, 'pom.xml');
    const jars = join(fetched, 'jars');
    writeFileSync(pom, POM);
    const args = ['-B', '-q', '-C', '-f', pom, COPY, `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'];
    const { status, stdout } = spawnSync(mvn, args, { encoding: 'utf8', timeout: MINUTES_MOST * 60_000 });
    if (status !== 0) throw new Error(`Maven could not fetch Kafka ${KAFKA_VERSION}\n${stdout}`);
    if (!existsSync(folder)) renameSync(jars, folder);
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
  return folder;
}

/** Java 17 or newer. */
export function java(): string {
  const places = ['/usr/lib/jvm/*/bin', ...(process.env.JAVA_HOME ? [join(process.env.JAVA_HOME, 'bin')] : [])];
  const program = programOf({ program: 'java', places, packages: ['openjdk-17-jre-headless'] });
  const { stderr } = spawnSync(program, ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(stderr)?.[1] ?? '0';
  if (Number(version) < 17) throw new Error(`Kafka needs Java 17 or newer; ${program} is ${version}`);
  return program;
}
