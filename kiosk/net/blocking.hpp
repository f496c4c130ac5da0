// blocking - one request and its answer for programs that have nothing else to do meanwhile.
#pragma once

#include "kiosk/net/client.hpp"

namespace vestibule::net {

/// Sends and waits for the end, whatever it is; for as long as the request's deadline.
Result<Response> ask(Client& client, Request request);

}  // namespace vestibule::net
