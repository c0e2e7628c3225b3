export { type ConformanceFixtures, connectorConformance, type OperationFixture } from './conformance.ts';
export { type RecordedRequest, type RecordingServer, type Reply, startRecordingServer } from './recording-server.ts';
