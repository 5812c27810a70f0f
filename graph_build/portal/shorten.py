"""Short labels: what is left of an official title when the formula around it is taken away."""

from __future__ import annotations

import re

_TITLED = re.compile("《([^《》]+)》")
_NOTICE = re.compile(
    "^(?:.{2,30}?)?关于(?:印发|转发|批转|公布|发布)?(.+?)的(?:通知|意见|函|批复|报告|决定|公告|通告)$"
)
_LEAST = 2


def shortened(label: str) -> str:
    """Return a label without the formula of official titles; one without formula stays as it is.

    >>> shortened("省政府办公厅关于印发《甲市“十五五”规划》的通知"), shortened("青枫经验")
    ('甲市“十五五”规划', '青枫经验')
    >>> shortened("甲市人民政府关于加强基层治理的意见")
    '加强基层治理'
    """
    titles = _TITLED.findall(label)
    if len(titles) == 1 and len(titles[0]) > _LEAST:
        return str(titles[0])
    notice = _NOTICE.match(label)
    return notice[1] if notice and len(notice[1]) > _LEAST else label
