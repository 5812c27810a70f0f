"""The clients run in an environment of their own, so they are no modules of this one."""

collect_ignore = ["clients"]
