"""Parsing in a process of its own, so that a window stays quick: progress up, cancelling down."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from bureau.errors import BureauError, ChildFault, EnvironmentFault, stack_of
from bureau.exchange.parsing import Cancelled, ImportCancelled, Order, Parsed, Progress, parse

STANDARD_ERROR = 2
LISTENING = 0.05
"""Seconds between two looks at the cancel button."""
PATIENCE = 20
"""So many looks a child that was told to stop is waited for."""


def parse_in_child(order: Order, progress: Progress, cancelled: Cancelled) -> Parsed:
    """Parses in a process of its own, so that a window stays quick. Raises as `parse` does.

    A bug of the child is raised here as a ChildFault.
    """
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    near, far = context.Pipe(duplex=False)
    child = context.Process(target=child_main, args=(order, far, stop), daemon=True)
    child.start()
    far.close()
    try:
        return listen(near, stop, progress, cancelled)
    finally:
        stop.set()
        near.close()
        child.join(LISTENING * PATIENCE)
        if child.is_alive():
            child.terminate()
            child.join()
        child.close()


def listen(near: Connection, stop: Event, progress: Progress, cancelled: Cancelled) -> Parsed:
    """Passes progress on and cancelling down until the child answers."""
    patience = PATIENCE
    while True:
        if stop.is_set() or cancelled():
            stop.set()
            patience -= 1
            if not patience:
                # It is deep in the reader of the file, which can't be stopped but by ending it.
                raise ImportCancelled
        if not near.poll(LISTENING):
            continue
        try:
            answer = near.recv()
        except EOFError:
            raise EnvironmentFault(
                "导入时程序的一部分意外停止，没有导入任何内容；请重试。"
            ) from None
        if isinstance(answer, int):
            progress(answer)
        elif isinstance(answer, Parsed):
            return answer
        else:
            raise answer


def child_main(order: Order, answers: Connection, stop: Event) -> None:
    """What the child process runs: parses, and sends rows done, the result, or what went wrong.

    It is deaf to the terminal: a reader written in Rust tells its panics there before it raises.
    So a bug of any kind must be sent too: nobody would ever see its stack otherwise.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), STANDARD_ERROR)
    try:
        answers.send(parse(order, answers.send, stop.is_set))
    except (BureauError, ImportCancelled) as fault:
        answers.send(fault)
    except Exception as bug:  # noqa: BLE001 - the parent makes the crash report, the clerk a sentence
        answers.send(ChildFault(stack_of(bug)))
    finally:
        answers.close()
