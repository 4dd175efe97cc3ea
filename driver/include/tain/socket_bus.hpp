// SPDX-License-Identifier: Apache-2.0
// The registers of a NIC that is served by another process over a Unix stream socket, and the protocol spoken
// there.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "tain/error.hpp"
#include "tain/register_bus.hpp"

namespace tain {

/// The protocol. Numbers are little-endian. The server speaks first: one Greeting. Where it is `ready`,
/// Requests follow; each `read` is answered by the register's 4 bytes, a `write` by nothing. Requests are
/// carried out in their order, those of a client that has gone among them, before the next client is served.
/// A refused client is given the pid of the one that is served, and hung up.
namespace socket_protocol {

inline constexpr std::array<std::uint8_t, 4> magic{'t', 'a', 'i', 'n'};
inline constexpr std::uint32_t version = 1;

enum class State : std::uint32_t { ready = 0, busy = 1 };
enum class Operation : std::uint32_t { read = 1, write = 2 };

struct Greeting {
    std::uint32_t version = socket_protocol::version;
    State state = State::ready;
    std::uint32_t owner = 0;  ///< pid of the client that is served; 0: not known
};
struct Request {
    Operation operation = Operation::read;
    std::uint32_t address = 0;
    std::uint32_t value = 0;  ///< of a read: 0
};

inline constexpr std::size_t greeting_bytes = 16;  ///< magic, version, state, owner
inline constexpr std::size_t request_bytes = 12;   ///< operation, address, value
inline constexpr std::size_t answer_bytes = 4;

using GreetingBytes = std::array<std::uint8_t, greeting_bytes>;
using RequestBytes = std::array<std::uint8_t, request_bytes>;
using AnswerBytes = std::array<std::uint8_t, answer_bytes>;

GreetingBytes encode(const Greeting& greeting);
/// Throws tain::Error(NicNotFound) where these are no greeting, NicVersionMismatch where it is one of another
/// version.
Greeting decode(const GreetingBytes& bytes);
RequestBytes encode(const Request& request);
Request decode(const RequestBytes& bytes);
/// A known operation on a register's address; a client that sends anything else is hung up on.
bool is_valid(const Request& request);
AnswerBytes encode_answer(std::uint32_t value);
std::uint32_t decode_answer(const AnswerBytes& bytes);

}  // namespace socket_protocol

/// Connects to the NIC that listens at `path`; it is this process's alone until the bus is destroyed. A
/// server that goes, or does not answer for ten seconds, reads as all ones from then on. Throws tain::Error
/// that names the socket: InvalidParameterValue (no path of a socket), NicNotFound (nobody listens there, or
/// something else than a NIC), NicPermission, NicVersionMismatch, NicBusy (another process has it; its pid is
/// named).
std::unique_ptr<RegisterBus> open_socket(const std::string& path);

}  // namespace tain
