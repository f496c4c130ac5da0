// services - what each service adds to a port, and the control socket.
#pragma once

#include <string>

#include "tests/sandbox/server.hpp"
#include "tests/sandbox/world.hpp"

namespace vestibule::sandbox {

/// The OIDC stand-ins: discovery, keys, token; CLEAR's own device grant.
void add_clear(Listener& port, World& world);
void add_idme(Listener& port, World& world);
/// The facility's relay: ID.me's device grant, capture for both, records.
void add_idme_relay(Listener& port, World& world);
void add_capture(Listener& port, World& world, const Provider& provider);
void add_records(Listener& port, World& world);
/// The pages that a patient sees on their own phone.
void add_pages(Listener& port, World& world);

/// The control's routes, on a plain server that listens on a Unix socket. `drop` closes kept connections.
void add_control(httplib::Server& server, World& world, std::function<void()> drop);

/// Reads the templates from `world.options.templates` into the world and writes the profiles of this run.
/// Throws with the file and place of a mistake.
void make_profiles(World& world);

}  // namespace vestibule::sandbox
