"""Who is at the desk: links that work once, passwords, and sessions that end."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_urlsafe
from threading import Lock
from time import monotonic

IDLE = 4 * 3600.0  # seconds without a request after which a session ends
LONGEST = 12 * 3600.0  # seconds after which it ends in any case
_WRONG = 5  # passwords that may be wrong
_REST = 60.0  # seconds for which no password is looked at then
NAME_LENGTH = 80


@dataclass
class _Session:
    annotator: str
    began: float
    seen: float


@dataclass
class Sessions:
    """Links, sessions and the password of one run of the desk. All of it is forgotten when the desk ends.

    Parameters
    ----------
    password : str
        An argon2 hash; '' where nobody enters by password.
    clock
        Seconds that only go forward.
    """

    password: str = ""
    clock: Callable[[], float] = monotonic
    _links: dict[str, str] = field(default_factory=dict)
    _open: dict[str, _Session] = field(default_factory=dict)
    _wrong: list[float] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def invite(self, annotator: str) -> str:
        """A token that lets this annotator in once."""
        token = token_urlsafe(32)
        with self._lock:
            self._links[token] = annotator
        return token

    def enter(self, token: str) -> tuple[str, str] | None:
        """The session and the annotator that a token gives; None where it is unknown or used up."""
        with self._lock:
            found = next((t for t in self._links if hmac.compare_digest(t.encode(), token.encode())), None)
            return None if found is None else self._begin(self._links.pop(found))

    def log_in(self, annotator: str, password: str) -> str | None:
        """A session for the right password; None for a wrong one, and for any after too many wrong ones."""
        name = annotator.strip()
        if not self.password or not is_name(name) or self.resting:
            return None
        if not _verified(self.password, password):
            with self._lock:
                self._wrong = [*self._wrong[-_WRONG:], self.clock()]
            return None
        with self._lock:
            return self._begin(name)[0]

    @property
    def resting(self) -> bool:
        """Whether passwords are not looked at for a while."""
        since = self.clock() - _REST
        return sum(at > since for at in self._wrong) >= _WRONG

    def annotator(self, session: str) -> str | None:
        """Whose session it is; None where there is none or it has ended."""
        with self._lock:
            found = self._open.get(session)
            if found is None:
                return None
            now = self.clock()
            if now - found.seen > IDLE or now - found.began > LONGEST:
                del self._open[session]
                return None
            found.seen = now
            return found.annotator

    def leave(self, session: str) -> None:
        with self._lock:
            self._open.pop(session, None)

    def _begin(self, annotator: str) -> tuple[str, str]:
        session, now = token_urlsafe(32), self.clock()
        self._open[session] = _Session(annotator, now, now)
        return session, annotator


def is_name(name: str) -> bool:
    """Whether somebody can be called so: printable, neither empty nor long, and none of the desk's own words."""
    return 0 < len(name) <= NAME_LENGTH and name.isprintable() and name not in RESERVED


RESERVED = frozenset({"gouji", "suggestions", "final"})


def hashed(password: str) -> str:
    """The argon2 hash of a password; what is one already stays."""
    from argon2 import PasswordHasher

    return password if password.startswith("$argon2") else PasswordHasher().hash(password)


def _verified(known: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(known, password)
    except (VerificationError, InvalidHashError):
        return False
