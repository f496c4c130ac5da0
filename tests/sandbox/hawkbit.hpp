// hawkbit - an update server in hawkBit's manner for tests: one action at a time, links that must come back as they
// are.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/net/server.hpp"

namespace vestibule::sandbox {

/// What goes wrong at the server, once it is told to.
enum class HawkbitFault {
    None,
    TooMany,      ///< 429 to everything, with Retry-After: 500
    Broken,       ///< 500 to everything
    Rubbish,      ///< 200 with something else
    PlainLinks,   ///< http:// in its links
    BadHash,      ///< the hash of another file is announced
    CutDownload,  ///< each part of the bundle is cut in its middle
    WrongPart,    ///< parts of the right length from elsewhere in the file
    NoParts,      ///< knows no ranges
    DeafFeedback  ///< 503 to feedback
};

class Hawkbit {
public:
    /// Kiosks show a certificate of `client_ca`.
    Hawkbit(const net::testing::Signed& pair, const std::string& client_ca);

    [[nodiscard]] std::string url() const;
    /// Assigns a bundle; the next poll names it.
    void assign(const std::string& action, const std::string& version, std::string bundle);
    void handle(std::string download, std::string update, std::string window = {});
    /// The action is to be cancelled, after so many more parts of the bundle were sent.
    void cancel(const std::string& action, int after_parts = 0);
    void fail(HawkbitFault fault);
    void sleep(const std::string& sleep);

    /// "GET poll", "PUT configData", "GET deployment 42", "GET part 0-99", ...
    [[nodiscard]] std::vector<std::string> seen() const;
    /// "42 proceeding none 3/10", "42 closed success", "cancel closed success", in the order in which they came.
    [[nodiscard]] std::vector<std::string> feedback() const;
    [[nodiscard]] std::string attributes() const;
    [[nodiscard]] int requests() const;
    void forget();

private:
    net::testing::Act answer(const net::testing::Seen& seen);
    net::testing::Act poll();
    net::testing::Act deployment();
    net::testing::Act part(const std::string& head);
    net::testing::Act take_feedback(const std::string& path, const std::string& body);
    [[nodiscard]] std::string link(const std::string& path) const;

    mutable std::mutex mutex_;
    HawkbitFault fault_ = HawkbitFault::None;
    std::string action_, version_, bundle_, hash_, cancel_, attributes_, sleep_ = "00:05:00";
    std::string download_ = "forced", update_ = "forced", window_;
    int parts_before_cancel_ = 0;
    bool wants_attributes_ = true;
    std::vector<std::string> seen_, feedback_;
    net::testing::Server server_;
};

}  // namespace vestibule::sandbox
