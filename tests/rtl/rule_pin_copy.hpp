// SPDX-License-Identifier: Apache-2.0
// Carries pins between RuleBench and a Verilated model, whatever types the model's sizes gave its ports.
#pragma once

#include "pin_copy.hpp"
#include "random_start.hpp"
#include "rule_bench.hpp"

namespace tain::rtl_test {

template <class Model>
class VerilatedRuleBench final : public RuleBench {
  public:
    ~VerilatedRuleBench() override { model_.final(); }

    void settle() override {
        model_.clk = 0;
        put(model_.rst, pins.rst);
        put(model_.write, pins.write);
        put(model_.occupy, pins.occupy);
        put(model_.erase, pins.erase);
        put(model_.read, pins.read);
        put(model_.read_occupied, pins.read_occupied);
        put(model_.table_id, pins.table_id);
        put(model_.word, pins.word);
        put(model_.index, pins.index);
        put(model_.data, pins.data);
        put(model_.rebuild, pins.rebuild);
        put(model_.key_valid, pins.key_valid);
        put(model_.key, pins.key);
        put(model_.slot, pins.slot);
        put(model_.alone_in_force, pins.alone_in_force);
        put(model_.alone_match, pins.alone_match);
        put(model_.alone_slot, pins.alone_slot);
        model_.eval();
        put(pins.answer, model_.answer);
        put(pins.row_busy, model_.row_busy);
        put(pins.rebuilding, model_.rebuilding);
        put(pins.in_force, model_.in_force);
        put(pins.match, model_.match);
        put(pins.matched, model_.matched);
        put(pins.rule, model_.rule);
        put(pins.accept, model_.accept);
        put(pins.counter, model_.counter);
        put(pins.alone_matched, model_.alone_matched);
        put(pins.alone_rule, model_.alone_rule);
    }

    void tick() override {
        model_.clk = 1;
        model_.eval();
        context_.timeInc(1);
    }

  private:
    VerilatedContext context_;
    Model model_{at_random(context_)};
};

}  // namespace tain::rtl_test
