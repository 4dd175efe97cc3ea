// SPDX-License-Identifier: Apache-2.0
#include "metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <utility>
#include <vector>

namespace tain::daemon {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using Labels = std::vector<std::pair<std::string, std::string>>;

const prometheus::Histogram::BucketBoundaries request_buckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                              0.25,  0.5,    1,     2.5,  5,     10};
const prometheus::Histogram::BucketBoundaries apply_buckets{0.0001, 0.0005, 0.001, 0.005, 0.01,
                                                            0.05,   0.1,    0.5,   1,     5};

std::string text_of(Direction direction) {
    return direction == Direction::ingress ? "ingress" : "egress";
}

/// A family of counters that the NIC counts.
class Family {
  public:
    Family(const std::string& name, const std::string& help)
        : family_{name, help, prometheus::MetricType::Counter, {}} {}
    void add(const Labels& labels, double value) {
        ClientMetric metric;
        for (const auto& [name, text] : labels) metric.label.push_back({name, text});
        metric.counter.value = value;
        family_.metric.push_back(std::move(metric));
    }
    [[nodiscard]] const MetricFamily& get() const { return family_; }

  private:
    MetricFamily family_;
};

/// One count of a kind of thing: its family, and where it stands in the thing's counters.
template <typename Counted>
struct Count {
    const char* name;
    const char* help;
    std::uint64_t Counted::*value;
};

template <typename Counted, typename LabelsOf, std::size_t N>
void add_families(std::vector<MetricFamily>& families, const Count<Counted> (&counts)[N],
                  const std::vector<Counted>& all, LabelsOf labels_of) {
    for (const Count<Counted>& count : counts) {
        Family family(count.name, count.help);
        for (const Counted& each : all) family.add(labels_of(each), static_cast<double>(each.*count.value));
        families.push_back(family.get());
    }
}

constexpr Count<SessionCounters> session_counts[] = {
    {"tain_session_copied_frames_total", "Copies that the session made", &SessionCounters::copied},
    {"tain_session_copied_bytes_total", "Bytes of frames in these copies, outer headers apart",
     &SessionCounters::kept_bytes},
    {"tain_session_dropped_frames_total", "Copies for which there was no room", &SessionCounters::dropped},
    {"tain_session_truncated_frames_total", "Copies that are shorter than their frames",
     &SessionCounters::truncated},
};
constexpr Count<InterfaceCounters> interface_counts[] = {
    {"tain_interface_judged_frames_total", "Frames of the interface", &InterfaceCounters::judged},
    {"tain_interface_not_copied_frames_total", "Frames that no session takes",
     &InterfaceCounters::not_copied},
    {"tain_interface_copied_frames_total", "Frames that were copied", &InterfaceCounters::copied},
    {"tain_interface_dropped_frames_total", "Frames whose copy found no room", &InterfaceCounters::dropped},
    {"tain_interface_truncated_frames_total", "Frames that were copied in part",
     &InterfaceCounters::truncated},
    {"tain_interface_copied_bytes_total", "Bytes of frames in copies", &InterfaceCounters::kept_bytes},
};
constexpr Count<PortCounters> port_counts[] = {
    {"tain_port_frames_total", "Frames that passed the port", &PortCounters::frames},
    {"tain_port_bytes_total", "Their bytes", &PortCounters::bytes},
    {"tain_port_unowned_frames_total", "Frames of no interface", &PortCounters::unowned},
    {"tain_port_bad_frames_total", "Frames that their source marked bad", &PortCounters::bad},
};
constexpr Count<RuleCounters> rule_counts[] = {
    {"tain_rule_hits_total", "Frames for which the rule was the first match in a session that was tried",
     &RuleCounters::hits},
};

Labels labels(const SessionCounters& of) {
    return {{"session", of.session}, {"direction", text_of(of.direction)}};
}
Labels labels(const InterfaceCounters& of) {
    return {{"interface", of.interface}, {"direction", text_of(of.direction)}};
}
Labels labels(const PortCounters& of) {
    return {{"port", std::to_string(of.port)}, {"direction", text_of(of.direction)}};
}
Labels labels(const RuleCounters& of) {
    return {{"filter", of.filter}, {"rule", of.rule}, {"direction", text_of(of.direction)}};
}

double bytes_skipped(const InterfaceCounters& of) {
    return of.copied == 0 ? 0
                          : static_cast<double>(of.dropped) * static_cast<double>(of.kept_bytes) /
                                static_cast<double>(of.copied);
}

/// The names under which CloudWatch shows these counts, so that dashboards made for it can be carried over.
void add_cloudwatch(std::vector<MetricFamily>& families, const Counters& counters) {
    for (const auto& [direction, suffix] :
         {std::pair{Direction::ingress, "In"}, {Direction::egress, "Out"}}) {
        const std::string end = suffix;
        Family bytes("NetworkMirror" + end, "Bytes of frames that were copied");
        Family packets("NetworkPacketsMirror" + end, "Frames that were copied");
        Family skipped(
            "NetworkSkipMirror" + end,
            "Bytes of frames whose copy found no room, estimated by the mean size of those copied");
        Family skipped_packets("NetworkPacketsSkipMirror" + end, "Frames whose copy found no room");
        for (const InterfaceCounters& each : counters.interfaces) {
            if (each.direction != direction) continue;
            const Labels of{{"interface", each.interface}};
            bytes.add(of, static_cast<double>(each.kept_bytes));
            packets.add(of, static_cast<double>(each.copied));
            skipped.add(of, bytes_skipped(each));
            skipped_packets.add(of, static_cast<double>(each.dropped));
        }
        for (const Family* family : {&bytes, &packets, &skipped, &skipped_packets})
            families.push_back(family->get());
    }
}

}  // namespace

class Metrics::Impl {
  public:
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("tain_api_requests_total")
                                                            .Help("Requests by operation and error code")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& request_times = prometheus::BuildHistogram()
                                                                   .Name("tain_api_request_seconds")
                                                                   .Help("From a request to its answer")
                                                                   .Register(registry);
    prometheus::Family<prometheus::Histogram>& apply_times =
        prometheus::BuildHistogram()
            .Name("tain_nic_apply_seconds")
            .Help("Changes of the NIC's tables, from the first register to the last")
            .Register(registry);
    prometheus::Gauge& stored = prometheus::BuildGauge()
                                    .Name("tain_sessions")
                                    .Help("Sessions of the store")
                                    .Register(registry)
                                    .Add({});
    prometheus::Gauge& in_force = prometheus::BuildGauge()
                                      .Name("tain_nic_in_force")
                                      .Help("1 while the NIC does what the store says")
                                      .Register(registry)
                                      .Add({});
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::request(std::string_view operation, std::string_view code, std::chrono::duration<double> time) {
    const std::string name(operation.empty() ? "unknown" : operation);
    impl_->requests.Add({{"operation", name}, {"code", std::string(code)}}).Increment();
    impl_->request_times.Add({{"operation", name}}, request_buckets).Observe(time.count());
}

void Metrics::apply(std::chrono::duration<double> time, bool succeeded) {
    impl_->apply_times.Add({{"result", succeeded ? "ok" : "failed"}}, apply_buckets).Observe(time.count());
}

void Metrics::sessions(std::size_t stored, bool in_force) {
    impl_->stored.Set(static_cast<double>(stored));
    impl_->in_force.Set(in_force ? 1 : 0);
}

std::string Metrics::text(const std::optional<Counters>& counters) const {
    std::vector<MetricFamily> families = impl_->registry.Collect();
    if (counters) {
        const auto labels_of = [](const auto& each) { return labels(each); };
        add_families(families, session_counts, counters->sessions, labels_of);
        add_families(families, interface_counts, counters->interfaces, labels_of);
        add_families(families, port_counts, counters->ports, labels_of);
        add_families(families, rule_counts, counters->rules, labels_of);
        add_cloudwatch(families, *counters);
    }
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace tain::daemon
