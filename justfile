# The tools are those of .venv, whoever made it: README says how with pip, `uv sync` does as well.
export PATH := justfile_directory() / ".venv/bin" + ":" + env("PATH")

# everything that must hold before a commit
check: lint types imports docs-check test

# style and format
lint:
    ruff check . && ruff format --check .

# mend style and format where that is safe
format:
    ruff check --fix . && ruff format .

# static types
types:
    mypy

# which room may import which
imports:
    lint-imports

# generated pages are what the code says
docs-check:
    for page in docs/*.py; do python $page --check || exit 1; done

# the tests, on two cores: just test tests/read -k decode
test *args:
    pytest -n 2 --dist loadfile -m "not slow" {{args}}

# only what drives a real browser
browser *args:
    pytest -m browser {{args}}

# what validators and clients of others say of a publication, in an environment of their own
outside *args:
    [ -d .venv-outside ] || python -m venv .venv-outside
    .venv-outside/bin/pip install --quiet --requirement tests/outside/requirements.txt
    pytest tests/outside {{args}}

# write the generated pages anew
docs:
    for page in docs/*.py; do python $page; done

# speed and memory beside a bare tokeniser: just bench FOLDER
bench *args:
    python benchmarks/throughput.py {{args}}

# pin every dependency, and its hashes, without naming where packages come from
lock:
    uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "just lock" --quiet --output-file requirements.lock
