// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tain/registers.hpp"
#include "tain/socket_bus.hpp"

namespace tain::socket_protocol {
namespace {

template <std::size_t N>
void put(std::array<std::uint8_t, N>& bytes, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) bytes.at(at + i) = static_cast<std::uint8_t>(value >> (8 * i));
}

template <std::size_t N>
std::uint32_t get(const std::array<std::uint8_t, N>& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value |= std::uint32_t{bytes.at(at + i)} << (8 * i);
    return value;
}

}  // namespace

GreetingBytes encode(const Greeting& greeting) {
    GreetingBytes bytes{};
    std::copy(magic.begin(), magic.end(), bytes.begin());
    put(bytes, 4, greeting.version);
    put(bytes, 8, static_cast<std::uint32_t>(greeting.state));
    put(bytes, 12, greeting.owner);
    return bytes;
}

Greeting decode(const GreetingBytes& bytes) {
    if (!std::equal(magic.begin(), magic.end(), bytes.begin()))
        throw Error("NicNotFound", "", "device", "what listens there is no tain NIC");
    const Greeting greeting{get(bytes, 4), static_cast<State>(get(bytes, 8)), get(bytes, 12)};
    if (greeting.version != version)
        throw Error("NicVersionMismatch", "", "device",
                    "it speaks version " + std::to_string(greeting.version) +
                        " of the socket's protocol, this driver version " + std::to_string(version));
    return greeting;
}

RequestBytes encode(const Request& request) {
    RequestBytes bytes{};
    put(bytes, 0, static_cast<std::uint32_t>(request.operation));
    put(bytes, 4, request.address);
    put(bytes, 8, request.value);
    return bytes;
}

Request decode(const RequestBytes& bytes) {
    return {static_cast<Operation>(get(bytes, 0)), get(bytes, 4), get(bytes, 8)};
}

bool is_valid(const Request& request) {
    const bool known = request.operation == Operation::read || request.operation == Operation::write;
    return known && request.address % 4 == 0 && request.address < registers::address_space;
}

AnswerBytes encode_answer(std::uint32_t value) {
    AnswerBytes bytes{};
    put(bytes, 0, value);
    return bytes;
}

std::uint32_t decode_answer(const AnswerBytes& bytes) {
    return get(bytes, 0);
}

}  // namespace tain::socket_protocol
