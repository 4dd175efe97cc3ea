// SPDX-License-Identifier: Apache-2.0
// Each struct is described once, from its first member (the most significant) on; packing and unpacking walk
// that.
#include "packed.hpp"

namespace tain::rtl_test {
namespace {

constexpr int outer_width = 1 + 48 + 48 + 128 + 128 + 24 + 32;
constexpr int judgement_width = 1 + 16 + 1 + 16 + 16 + 16 + 8 + outer_width;
constexpr int descriptor_width = 64 + 16 + 16 + 8 + 16 + 16 + 16 + outer_width;
constexpr int frame_event_width = 1 + 1 + 16 + 1 + 16 + 1 + 1 + 1 + 1 + 16 + 32;
constexpr int headers_width = 1 + 1 + 128 + 128 + 8 + 1 + 16 + 16;

class Packer {
  public:
    explicit Packer(int width) : place_(width) {}
    template <class Value>
    void operator()(const Value& value, int width) {
        for (int bit = width - 1; bit >= 0; --bit) {
            --place_;
            if ((static_cast<std::uint64_t>(value) >> bit & 1) != 0)
                flat[static_cast<std::size_t>(place_ / 8)] |= static_cast<std::uint8_t>(1 << place_ % 8);
        }
    }
    Flat flat{};

  private:
    int place_;
};

class Unpacker {
  public:
    Unpacker(const Flat& flat, int width) : flat_(flat), place_(width) {}
    template <class Value>
    void operator()(Value& value, int width) {
        std::uint64_t bits = 0;
        for (int bit = 0; bit < width; ++bit) {
            --place_;
            bits = bits << 1 | (flat_[static_cast<std::size_t>(place_ / 8)] >> place_ % 8 & 1U);
        }
        value = static_cast<Value>(bits);
    }

  private:
    const Flat& flat_;
    int place_;
};

template <class Walk, class OuterLike>
void walk_outer(Walk& walk, OuterLike& outer) {
    walk(outer.v6, 1);
    walk(outer.source_mac, 48);
    walk(outer.destination_mac, 48);
    for (auto& byte : outer.source) walk(byte, 8);
    for (auto& byte : outer.destination) walk(byte, 8);
    walk(outer.vni, 24);
    walk(outer.hash, 32);
}

template <class Walk, class JudgementLike>
void walk_judgement(Walk& walk, JudgementLike& judgement) {
    walk(judgement.owned, 1);
    walk(judgement.interface_counter, 16);
    walk(judgement.copy, 1);
    walk(judgement.session_counter, 16);
    walk(judgement.keep, 16);
    walk(judgement.rule, 16);
    walk(judgement.sessions, 8);
    walk_outer(walk, judgement.outer);
}

template <class Walk, class DescriptorLike>
void walk_descriptor(Walk& walk, DescriptorLike& descriptor) {
    walk(descriptor.capture_time, 64);
    walk(descriptor.original_length, 16);
    walk(descriptor.rule, 16);
    walk(descriptor.sessions, 8);
    walk(descriptor.kept, 16);
    walk(descriptor.length, 16);
    walk(descriptor.checksum, 16);
    walk_outer(walk, descriptor.outer);
}

template <class Walk, class FrameEventLike>
void walk_frame_event(Walk& walk, FrameEventLike& event) {
    walk(event.valid, 1);
    walk(event.owned, 1);
    walk(event.interface_counter, 16);
    walk(event.accepted, 1);
    walk(event.session_counter, 16);
    walk(event.copied, 1);
    walk(event.dropped, 1);
    walk(event.truncated, 1);
    walk(event.bad, 1);
    walk(event.kept, 16);
    walk(event.length, 32);
}

template <class Walk, class HeadersLike>
void walk_headers(Walk& walk, HeadersLike& headers) {
    walk(headers.ip, 1);
    walk(headers.v6, 1);
    for (auto& byte : headers.source) walk(byte, 8);
    for (auto& byte : headers.destination) walk(byte, 8);
    walk(headers.protocol, 8);
    walk(headers.ports_known, 1);
    walk(headers.source_port, 16);
    walk(headers.destination_port, 16);
}

}  // namespace

Flat pack(const Judgement& judgement) {
    Packer packer(judgement_width);
    walk_judgement(packer, judgement);
    return packer.flat;
}

Flat pack(const Descriptor& descriptor) {
    Packer packer(descriptor_width);
    walk_descriptor(packer, descriptor);
    return packer.flat;
}

Flat pack(const FrameEvent& event) {
    Packer packer(frame_event_width);
    walk_frame_event(packer, event);
    return packer.flat;
}

Flat pack(const Headers& headers) {
    Packer packer(headers_width);
    walk_headers(packer, headers);
    return packer.flat;
}

Judgement unpack_judgement(const Flat& flat) {
    Judgement judgement;
    Unpacker unpacker(flat, judgement_width);
    walk_judgement(unpacker, judgement);
    return judgement;
}

Descriptor unpack_descriptor(const Flat& flat) {
    Descriptor descriptor;
    Unpacker unpacker(flat, descriptor_width);
    walk_descriptor(unpacker, descriptor);
    return descriptor;
}

FrameEvent unpack_frame_event(const Flat& flat) {
    FrameEvent event;
    Unpacker unpacker(flat, frame_event_width);
    walk_frame_event(unpacker, event);
    return event;
}

Headers unpack_headers(const Flat& flat) {
    Headers headers;
    Unpacker unpacker(flat, headers_width);
    walk_headers(unpacker, headers);
    return headers;
}

}  // namespace tain::rtl_test
