import type { Application } from '../../model';
import type { BlueGreenApplicationProps } from '../../props/application';
import type { ColourProps } from '../../props/release';
import type { Release } from '../../resolve/release';
import type { Problem } from '../problem';
import { activeColourRunsSomething } from './active';
import {
  gateHasWhatToMeasure,
  metricsCanBeMeasured,
  metricsKnowTheirNamespace,
  watchHasWhatToMeasure,
} from './analysis';
import {
  autoscalingIsMeasurable,
  autoscalingIsOfOneKind,
  metricsAreWhole,
  triggersAreTakenByKeda,
} from './autoscaling';
import { configFitsIntoAConfigMap, textsFitIntoAProgram } from './config';
import { gateContainersAreWhole } from './containers';
import { disruptionLeavesRoom } from './disruption';
import { filesAreDistinct, filesFitIntoAConfigMap, filesHavePlacesOfTheirOwn, filesHoldOneThing } from './files';
import { formatIsKnown, frozenIsUntouched } from './frozen';
import { imageIsPinned, repositoryHasNoTag } from './image';
import { ingressLeadsToAPort, ingressPortIsPublished, ingressWaysAreDistinct } from './ingress';
import { gatePodsStayJobs, migrationPodsStayJobs } from './job-pods';
import {
  fieldsAreKubernetes,
  gateFieldsAreKubernetes,
  networkFieldsAreKubernetes,
  sourcesAreNamed,
  templateFieldsAreKubernetes,
} from './kubernetes-fields';
import { labelsAreTheUsers } from './labels';
import { contractedHasAMigration, migrationsAreTheApplications } from './migrate';
import { namespaceIsNamed } from './namespace';
import { colourObjectsAreTheColours, ownObjectsAreDistinct, ownObjectsAreTheApplications } from './own-objects';
import { gateKeepsItsProgram } from './pod-losses';
import { podTemplateKeepsTheColour, podTemplateKeepsTheContainer, podTemplateLeavesTimeToDrain } from './pod-template';
import { applicationHasPorts, portsAgree, portsAreDistinct, portsExist, unpublishedPortsStayInside } from './ports';
import { probesAskOneWay, readinessIsGiven } from './probes';
import {
  otherContainersAreWhole,
  podsKeepNoState,
  podTemplateFieldsExist,
  podTemplateTakesNothingAway,
} from './refused-when-new';
import { requestsFitIntoLimits } from './resources';
import type { ApplicationRule, ReleaseRule } from './rule';
import { secretValuesStayOut } from './secret-values';
import {
  furtherServicesPublishPorts,
  headlessCallersAskAgain,
  nodePortsAreDistinct,
  serviceFieldsFitItsType,
  servicesHaveOwnNames,
} from './service';
import { accountsAgree } from './service-account';
import { oneSize, previewIsSmaller, raisedIsAutoscaled } from './size';
import { smokeAsksAPort, smokeAsksOneThing } from './smoke';
import { coloursAreCalledAlike, standingByIsNotAsked, standingByTakesNoWork, waysInNeedAPort } from './stand-by';
import { callersReachEveryNode, ingressTemplateKeepsOurs, serviceTemplateKeepsOurs } from './templates';
import {
  cookiesLeadToNoPod,
  copiesAreLetIn,
  copiesOnlyRead,
  loadBalancersKeepUp,
  mirrorsGoByTheRoutes,
  routedPortsAreServed,
  routesHaveOwnHosts,
  routesHaveRoom,
  routesLeadToPorts,
  sharedTrafficIsServed,
  trafficKeysFitTheMode,
} from './traffic';
import { liveHasItsOwn, volumesHaveOneSource } from './volumes';
import { workersAreWhole } from './workers';

const RELEASE_RULES: readonly ReleaseRule[] = [
  formatIsKnown,
  frozenIsUntouched,
  imageIsPinned,
  portsExist,
  portsAreDistinct,
  unpublishedPortsStayInside,
  readinessIsGiven,
  probesAskOneWay,
  standingByTakesNoWork,
  standingByIsNotAsked,
  smokeAsksAPort,
  smokeAsksOneThing,
  metricsCanBeMeasured,
  migrationsAreTheApplications,
  contractedHasAMigration,
  migrationPodsStayJobs,
  oneSize,
  previewIsSmaller,
  raisedIsAutoscaled,
  autoscalingIsOfOneKind,
  autoscalingIsMeasurable,
  metricsAreWhole,
  triggersAreTakenByKeda,
  disruptionLeavesRoom,
  requestsFitIntoLimits,
  secretValuesStayOut,
  configFitsIntoAConfigMap,
  textsFitIntoAProgram,
  filesHoldOneThing,
  filesFitIntoAConfigMap,
  filesAreDistinct,
  filesHavePlacesOfTheirOwn,
  volumesHaveOneSource,
  liveHasItsOwn,
  podsKeepNoState,
  otherContainersAreWhole,
  labelsAreTheUsers,
  podTemplateKeepsTheColour,
  podTemplateKeepsTheContainer,
  podTemplateLeavesTimeToDrain,
  fieldsAreKubernetes,
  sourcesAreNamed,
  podTemplateFieldsExist,
  podTemplateTakesNothingAway,
  workersAreWhole,
  colourObjectsAreTheColours,
];

const APPLICATION_RULES: readonly ApplicationRule[] = [
  activeColourRunsSomething,
  repositoryHasNoTag,
  namespaceIsNamed,
  accountsAgree,
  serviceFieldsFitItsType,
  servicesHaveOwnNames,
  furtherServicesPublishPorts,
  nodePortsAreDistinct,
  headlessCallersAskAgain,
  applicationHasPorts,
  portsAgree,
  waysInNeedAPort,
  coloursAreCalledAlike,
  ingressLeadsToAPort,
  ingressPortIsPublished,
  ingressWaysAreDistinct,
  trafficKeysFitTheMode,
  routesLeadToPorts,
  routesHaveOwnHosts,
  routesHaveRoom,
  mirrorsGoByTheRoutes,
  copiesOnlyRead,
  copiesAreLetIn,
  routedPortsAreServed,
  sharedTrafficIsServed,
  loadBalancersKeepUp,
  cookiesLeadToNoPod,
  gateHasWhatToMeasure,
  watchHasWhatToMeasure,
  metricsKnowTheirNamespace,
  gateContainersAreWhole,
  gateKeepsItsProgram,
  gateFieldsAreKubernetes,
  gatePodsStayJobs,
  networkFieldsAreKubernetes,
  templateFieldsAreKubernetes,
  serviceTemplateKeepsOurs,
  callersReachEveryNode,
  ingressTemplateKeepsOurs,
  ownObjectsAreTheApplications,
  ownObjectsAreDistinct,
];

export const releaseProblems = (props: ColourProps, release: Release, application: Application): Problem[] =>
  RELEASE_RULES.flatMap(rule => rule(props, release, application));

export const applicationProblems = (props: BlueGreenApplicationProps, application: Application): Problem[] =>
  APPLICATION_RULES.flatMap(rule => rule(props, application));
