// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/explain.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "tain/cli/command_error.hpp"
#include "tain/commands/counter_tables.hpp"
#include "tain/commands/play_options.hpp"
#include "tain/commands/table.hpp"
#include "tain/error.hpp"
#include "tain/service/configuration.hpp"

namespace tain::commands {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_frame = 65535;  // as it is played

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.resize(width, ' ');
    return text;
}

std::string line_text(const Explanation& each) {
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "%8llu  ", static_cast<unsigned long long>(each.frame));
    return number.data() + padded(direction_name(each.way.direction), 9) +
           padded(each.verdict.owned ? each.verdict.interface : "-", 23) + padded(each.flow, 48) + "  " +
           decision_text(each) + "\n";
}

const char* outcome_name(sim::Trial::Outcome outcome) {
    constexpr const char* names[] = {"no-rule-matched", "rejected", "accepted", "lists-amazon-dns",
                                     "does-not-list-amazon-dns"};
    return names[static_cast<std::size_t>(outcome)];
}

Json trials_json(const sim::Verdict& verdict) {
    Json list = Json::array();
    for (const sim::Trial& trial : verdict.trials) {
        Json entry{{"session", trial.session}, {"outcome", outcome_name(trial.outcome)}};
        if (!trial.rule.empty()) {
            entry["rule"] = trial.rule;
            entry["rule_number"] = trial.rule_number;
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Json passage_json(const Explanation& each) {
    Json json{{"frame", each.frame},
              {"length", each.length},
              {"port", each.way.port},
              {"direction", direction_name(each.way.direction)},
              {"flow", each.flow}};
    if (each.verdict.owned) json["interface"] = each.verdict.interface;
    json["reason"] = reason_text(each.verdict);
    json["copied"] = each.verdict.copy.has_value();
    if (each.verdict.copy) {
        json["session"] = each.verdict.copy->session;
        json["kept"] = each.verdict.copy->kept;
        json["target"] = to_string(each.verdict.copy->target);
    }
    json["tried"] = trials_json(each.verdict);
    return json;
}

/// Takes the passages as they come, and says the rest at the end.
class Listing {
  public:
    explicit Listing(std::ostream& out) : out_(out) {}
    Listing(const Listing&) = delete;
    Listing& operator=(const Listing&) = delete;
    Listing(Listing&&) = delete;
    Listing& operator=(Listing&&) = delete;
    virtual ~Listing() = default;
    virtual void add(const Explanation& each) {
        ++counts_[reason_text(each.verdict)].at(each.way.direction == Direction::ingress ? 0 : 1);
    }
    virtual void end(std::uint64_t too_long) = 0;

  protected:
    std::ostream& out_;
    std::map<std::string, std::array<std::uint64_t, 2>> counts_;  ///< by reason, then direction
};

class TextListing : public Listing {
  public:
    using Listing::Listing;
    void add(const Explanation& each) override {
        Listing::add(each);
        out_ << line_text(each);
    }
    void end(std::uint64_t too_long) override {
        Table table({"frames", "ingress", "egress", "total"});
        for (const auto& [reason, counts] : counts_)
            table.add({reason, grouped(counts[0]), grouped(counts[1]), grouped(counts[0] + counts[1])});
        if (!table.empty()) out_ << "\n" << table.text();
        if (too_long > 0) out_ << "skipped " << too_long << " records of more than 65,535 bytes\n";
    }
};

/// One frame in full, without a summary.
class FullListing final : public Listing {
  public:
    FullListing(std::ostream& out, const Wanted& wanted) : Listing(out), wanted_(wanted) {}
    void add(const Explanation& each) override { out_ << full_text(each, wanted_); }
    void end(std::uint64_t) override {}

  private:
    const Wanted& wanted_;
};

/// A passage a line, so that a long capture needs no memory.
class JsonListing final : public Listing {
  public:
    using Listing::Listing;
    void add(const Explanation& each) override {
        Listing::add(each);
        out_ << (std::exchange(first_, false) ? "{\"passages\": [\n" : ",\n") << passage_json(each).dump();
    }
    void end(std::uint64_t too_long) override {
        Json summary = Json::object();
        for (const auto& [reason, counts] : counts_)
            summary[reason] = {{"ingress", counts[0]}, {"egress", counts[1]}};
        out_ << (first_ ? "{\"passages\": [" : "") << "\n],\n\"too_long\": " << too_long
             << ",\n\"summary\": " << summary.dump() << "}\n";
    }

  private:
    bool first_ = true;
};

std::unique_ptr<Listing> make_listing(const std::string& output, bool one_frame, const Explainer& explainer,
                                      std::ostream& out) {
    if (output == "json") return std::make_unique<JsonListing>(out);
    if (one_frame) return std::make_unique<FullListing>(out, explainer.wanted());
    return std::make_unique<TextListing>(out);
}

}  // namespace

void Explain::describe(CLI::App& program) {
    app_ = program.add_subcommand(
        "explain", "Say of each frame of a capture which rule of which session copies it, or why none does");
    app_->group("Simulation")->fallthrough();
    app_->footer(
        "Frames go the way that `tain simulate` sends them: one between two local interfaces goes out, then "
        "in,\n"
        "and is judged twice. What a full buffer would drop is not said here.\n\n"
        "Options of every command (--state, --inventory): see tain --help");
    app_->add_option("--read", read_, "The capture (pcap or pcapng, Ethernet)")
        ->type_name("FILE")
        ->required();
    app_->add_option("--frame", frame_, "Only this frame (its number in the capture, from 1), rule by rule")
        ->type_name("N")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1000000000000000}).description(""));
    app_->add_option("--output", output_, "text (default) or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}));
}

int Explain::run(const Context& context) {
    const service::Inventory inventory = service::read_inventory(context.locations.inventory);
    const auto store = service::open_sqlite_store(context.locations.state);
    const service::Configuration configuration =
        service::build_configuration(service::Resources(store->read()), inventory);
    for (const std::string& line : configuration.left_out) spdlog::warn("{}", line);
    const Explainer explainer(configuration.wanted, own_addresses(inventory));
    sim::CaptureReader reader(read_);
    const auto listing = make_listing(output_, frame_.has_value(), explainer, context.out);
    std::uint64_t number = 0;
    std::uint64_t too_long = 0;
    bool found = !frame_;
    for (std::uint64_t frames = 1; const auto frame = reader.next(); ++frames) {
        number = frames + reader.empty_records();
        if (frame_ && number != *frame_) continue;
        found = true;
        if (frame->bytes.size() > longest_frame)
            ++too_long;
        else
            for (const Explanation& each : explainer.explain(number, *frame)) listing->add(each);
        if (frame_) break;
    }
    if (!found)
        throw Error(
            "InvalidParameterValue", read_, "frame",
            read_ + ": there is no frame " + std::to_string(*frame_) +
                (number < *frame_ ? ", the last is " + std::to_string(number) : ": the record is empty"));
    listing->end(too_long);
    context.out << std::flush;
    if (!context.out)
        throw Error("OutputFailed", "standard output", "", "it can't be written to standard output");
    if (!reader.cut_short()) return cli::exit_success;
    context.err << "tain: " << *reader.cut_short() << std::endl;
    return cli::exit_failure;
}

}  // namespace tain::commands
