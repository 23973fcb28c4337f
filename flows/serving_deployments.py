"""The deployments that ``shutten serve`` registers, and what a server that was killed has left of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.flows import EntrypointType
from prefect.schedules import Cron
from prefect.states import Cancelled

from extract.errors import ShuttenError
from flows.deployments import scheduled_refresh


def deployments(project: Path, groups: Mapping[str, str], timezone: str) -> list[Any]:
    """Return a deployment for each group: at its times, one run at a time; a run that comes meanwhile is cancelled.

    Args:
        project: the folder, whole.
        groups: by name, each with its cron.
        timezone: in which they are meant.

    Raises:
        ShuttenError: if a cron is wrong.
    """
    made = []
    for group, cron in groups.items():
        try:
            schedule = Cron(cron, timezone=timezone)
            made.append(
                scheduled_refresh.to_deployment(
                    name=group, schedule=schedule, paused=False,
                    parameters={"project": str(project), "schedule": group},
                    concurrency_limit=ConcurrencyLimitConfig(
                        limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
                    ),
                    entrypoint_type=EntrypointType.MODULE_PATH,
                )
            )  # fmt: skip
        except ValueError as error:
            raise ShuttenError(
                "sources/catalogue.yaml, schedules", f"the cron '{cron}' of {group} cannot be read.", "Mend it."
            ) from error
    return made


def forget_what_was_left(groups: Sequence[str]) -> None:
    """End what a serving process that was killed left behind: runs that nobody runs, and the slots that they hold.

    The leases of slots lie in the memory of the server. One that was killed never gives them back, and every later run would be
    cancelled for want of a slot. Call it while no other process serves the same groups.

    Args:
        groups: the names of the deployments.
    """
    left = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
    with get_client(sync_client=True) as client:
        named: dict[str, Any] = {
            "flow_filter": FlowFilter(name=FlowFilterName(any_=[scheduled_refresh.name])),
            "deployment_filter": DeploymentFilter(name=DeploymentFilterName(any_=list(groups))),
        }
        states = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=left)))
        for run in client.read_flow_runs(**named, flow_run_filter=states):
            client.set_flow_run_state(run.id, Cancelled(message="Left by a process that was stopped."), force=True)
        for deployment in client.read_deployments(**named):
            if limit := deployment.global_concurrency_limit:
                client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=0))
