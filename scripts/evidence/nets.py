# SPDX-License-Identifier: Apache-2.0
"""Nets that have several names, a name for each module that they go through, brought to one."""


class Nets:
    """Nets by number. `constants`: the first numbers, which stay the ones that their nets are known by."""

    def __init__(self, constants=0):
        self._parents = list(range(constants))

    def fresh(self):
        """The number of a net that is not known yet."""
        self._parents.append(len(self._parents))
        return len(self._parents) - 1

    def root(self, net):
        """The one number of a net that has several."""
        while self._parents[net] != net:
            self._parents[net] = self._parents[self._parents[net]]
            net = self._parents[net]
        return net

    def join(self, one, other):
        """Makes two nets one, known by the lower number."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low
