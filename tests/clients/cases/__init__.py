# SPDX-License-Identifier: Apache-2.0
"""All cases, by what they are about."""

from cases import answers, errors, forms, paging, queries, requests, settings, skeletons, usage

TABLES = (answers, queries, skeletons, requests, forms, usage, paging, errors, settings)


def all_cases():
    cases = [case for table in TABLES for case in table.CASES]
    names = [case.name for case in cases]
    assert len(names) == len(set(names)), sorted({name for name in names if names.count(name) > 1})
    return cases
