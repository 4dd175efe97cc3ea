# SPDX-License-Identifier: Apache-2.0
"""What the scripts that give evidence (prove, synth, mutate, coverage, soak) have in common."""
