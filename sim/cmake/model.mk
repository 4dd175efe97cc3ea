# SPDX-License-Identifier: Apache-2.0
# Read behind the makefile that Verilator writes for a model. What runs every clock is worth optimizing: -O1 takes half the
# time that -O2 takes and gives a tenth away (Verilator's own default, -Os, a half). Writing a waveform is not worth it, since
# its code takes longest to compile.
OPTIMIZATION = -O1
OPT_FAST = $(OPTIMIZATION)
OPT_SLOW = -O0
$(VM_PREFIX)__Trace%: OPT_FAST = -O0
$(VK_OBJS): $(lastword $(MAKEFILE_LIST))
# Compiled in another way than before: anew. (A profile is read, but no object names it among what it is made of.)
$(shell echo '$(OPTIMIZATION)' | cmp -s - optimization || echo '$(OPTIMIZATION)' > optimization)
$(filter-out $(VM_PREFIX)__Trace%,$(VK_FAST_OBJS)): optimization $(patsubst -fprofile-instr-use=%,%,$(filter -fprofile-instr-use=%,$(OPTIMIZATION)))
