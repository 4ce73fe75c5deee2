"""One target of fuzz.py, guided by which lines of gouji are reached: needs atheris (extra `bench`).

    python benchmarks/fuzz_guided.py --target numbers --minutes 5

libFuzzer changes the choices of the same strategies. It ends at the first exception that is no GoujiError, at more than
a gigabyte of memory, and at an input that takes a minute; what was drawn then stands in the folder of `--keep`.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

try:
    import atheris
except ImportError:
    sys.exit("atheris is not installed: pip install 'gouji[bench]'")

with atheris.instrument_imports(include=["gouji"]):
    from fuzz import FATTEST, SLOWEST, STRATEGIES, TARGETS, attempt

from hypothesis import HealthCheck, given, settings

from gouji.errors import GoujiError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", choices=TARGETS, required=True)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--keep", type=Path, help="folder for what was drawn last")
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)

        @settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(STRATEGIES[options.target])
        def example(drawn: object) -> None:
            with suppress(GoujiError):
                attempt(options.target, drawn, folder)

        limits = [f"-max_total_time={int(60 * options.minutes)}", f"-rss_limit_mb={FATTEST}", f"-timeout={SLOWEST}"]
        atheris.Setup([sys.argv[0], *limits], example.hypothesis.fuzz_one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
