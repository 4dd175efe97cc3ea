# SPDX-License-Identifier: Apache-2.0
"""Which pins of a NIC's cells have a way to one of its outputs.

A NIC of given sizes does not use all that its sources hold: row numbers are 16 bits wide, structs have named room.
What changes only such a bit changes nothing; no test could see it."""
BITWISE = {"$and", "$or", "$xor", "$xnor", "$not", "$pos", "$dff", "$mux"}
CARRYING = {"$add", "$sub", "$neg", "$mul"}


def live_pins(elaboration, top="tain_nic"):
    """The live pins as (variant, cell, port, bit); a variant is live where any of its instances below `top` is."""
    return Liveness(elaboration, top).pins


class Liveness:
    """Goes backwards from the top's outputs through all cells, whole buses apart from each other."""

    def __init__(self, elaboration, top):
        first = elaboration.of(top)[0].name
        self.modules = {name: elaboration.variants[name].netlist for name in elaboration.below(top)}
        self.pins = set()
        self.nets = set()      # (variant, net)
        self.waiting = []
        self.drivers = {}      # (variant, net) to the pins that drive it
        self.inputs = {}       # (variant, net) to the place in the variant's input ports
        self.instances = {}    # variant to where it is instantiated
        self.writes = {}       # (variant, memory) to the cells that write it
        for name, module in self.modules.items():
            self.look_at(name, module)
        for port in self.modules[first]["ports"].values():
            if port["direction"] == "output":
                self.reach(first, port["bits"])
        while self.waiting:
            self.follow(*self.waiting.pop())

    def look_at(self, name, module):
        """Notes who drives what."""
        for port, what in module["ports"].items():
            if what["direction"] == "input":
                for bit, net in enumerate(what["bits"]):
                    self.inputs[name, net] = (port, bit)
        for cell_name, cell in module["cells"].items():
            if cell["type"] in self.modules:
                self.instances.setdefault(cell["type"], []).append((name, cell_name))
            if cell["type"].startswith("$memwr"):
                self.writes.setdefault((name, cell["parameters"]["MEMID"]), []).append(cell_name)
            for port, nets in cell["connections"].items():
                if cell["port_directions"][port] == "output":
                    for bit, net in enumerate(nets):
                        self.drivers.setdefault((name, net), []).append((cell_name, port, bit))

    def reach(self, name, nets):
        """These nets are live."""
        for net in nets:
            if isinstance(net, int) and (name, net) not in self.nets:
                self.nets.add((name, net))
                self.waiting.append((name, net))

    def follow(self, name, net):
        """What this net is made from is live, too."""
        for cell_name, port, bit in self.drivers.get((name, net), []):
            self.pins.add((name, cell_name, port, bit))
            cell = self.modules[name]["cells"][cell_name]
            if cell["type"] in self.modules:
                self.reach(cell["type"], [self.modules[cell["type"]]["ports"][port]["bits"][bit]])
            else:
                self.through(name, cell_name, cell, bit)
        if (name, net) in self.inputs:
            port, bit = self.inputs[name, net]
            for parent, instance in self.instances.get(name, []):
                if port in self.modules[parent]["cells"][instance]["connections"]:
                    self.take(parent, instance, port, bit)

    def through(self, name, cell_name, cell, bit):
        """Bit `bit` of a cell's output is live: so are the inputs that it depends on."""
        kind, pins = cell["type"], cell["connections"]
        if kind.startswith("$memrd"):
            for port in ("ADDR", "EN"):
                self.take_all(name, cell_name, port)
            for writer in self.writes.get((name, cell["parameters"]["MEMID"]), []):
                self.take_all(name, writer, "ADDR")
                self.take(name, writer, "DATA", bit)
                self.take(name, writer, "EN", bit)
            return
        for port, nets in pins.items():
            if cell["port_directions"][port] == "output":
                continue
            if kind in BITWISE and len(nets) > 1:
                self.take(name, cell_name, port, min(bit, len(nets) - 1))
            elif kind == "$pmux" and port == "B":
                for place in range(bit, len(nets), len(pins["A"])):
                    self.take(name, cell_name, port, place)
            elif kind == "$pmux" and port == "A":
                self.take(name, cell_name, port, bit)
            elif kind in CARRYING:
                for place in range(min(bit + 1, len(nets))):
                    self.take(name, cell_name, port, place)
            else:
                self.take_all(name, cell_name, port)

    def take_all(self, name, cell_name, port):
        """All bits of an input port are live."""
        for bit in range(len(self.modules[name]["cells"][cell_name]["connections"][port])):
            self.take(name, cell_name, port, bit)

    def take(self, name, cell_name, port, bit):
        """One bit of an input port is live."""
        self.pins.add((name, cell_name, port, bit))
        self.reach(name, [self.modules[name]["cells"][cell_name]["connections"][port][bit]])
