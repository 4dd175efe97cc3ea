# SPDX-License-Identifier: Apache-2.0
# Read behind the makefile that Verilator writes for a model. What runs every clock is worth optimizing; writing a
# waveform less so, since its code takes longest to compile.
OPT_FAST = $(OPTIMIZATION)
OPT_SLOW = -O0
$(VM_PREFIX)__Trace%: OPT_FAST = $(WAVE_OPTIMIZATION)
$(VK_OBJS): $(lastword $(MAKEFILE_LIST))
