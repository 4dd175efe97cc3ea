# SPDX-License-Identifier: Apache-2.0
# Read behind the makefile that Verilator writes for a model. What runs every clock is worth optimizing (Verilator's own
# default, -Os, halves the speed); writing a waveform is not, since its code takes longest to compile.
OPTIMIZATION = -O2
OPT_FAST = $(OPTIMIZATION)
OPT_SLOW = -O0
$(VM_PREFIX)__Trace%: OPT_FAST = -O0
$(VK_OBJS): $(lastword $(MAKEFILE_LIST))
