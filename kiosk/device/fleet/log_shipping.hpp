// log_shipping - sends what the journal has gained to the site's log server; the place where it stands survives.
#pragma once

#include <filesystem>

#include "kiosk/device/fleet/syslog.hpp"
#include "kiosk/device/journal/store.hpp"
#include "kiosk/net/client.hpp"
#include "kiosk/net/plain_socket.hpp"

namespace vestibule::device {

struct LogShipping {
    std::filesystem::path state_folder;
    const drivers::Clock* clock = nullptr;
    net::HostPort to;
    net::Trust trust;
    std::string device;
    int enterprise = kExampleEnterprise;         ///< see SyslogSource
    std::int64_t batch = 500;                    ///< entries in one connection; each is answered for before the next
    std::chrono::milliseconds patience{15'000};  ///< for each step of a connection
};

struct Shipped {
    std::int64_t sent = 0, waiting = 0;  ///< waiting: of this hour
};

/// Sends every entry that the server has not answered for, in order; blocks for as long as the network takes. Entries
/// of the hour that is not over yet wait: when a message arrives must not tell more than the hour that stands in it.
/// The store is held only while a batch is read. After a cut, entries may come twice (`seq` and `journal` tell), and
/// none is left out. Errors: StoreFailed, StoreBroken, FileUnreadable, and those of net::TlsChannel.
Result<Shipped> ship_journal(const LogShipping& order);

/// How many entries of full hours the server has not answered for. Errors: StoreFailed, StoreBroken.
Result<std::int64_t> unshipped(const std::filesystem::path& state, journal::Store& store);

}  // namespace vestibule::device
