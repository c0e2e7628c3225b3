export { accuracyOf, distanceM, type Position, readPosition } from './position.ts';
export { distanceToRouteM, type Route, readRoute, routeThroughZone } from './route.ts';
export { distanceToEdgeM, inZone, readZone, type Zone } from './zone.ts';
