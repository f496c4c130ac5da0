// duties - what a service must be told at the end of a visit even if the visit itself cannot; the door to who keeps it.
#pragma once

#include "kiosk/net/client.hpp"

namespace vestibule::net {

enum class Duty : std::uint8_t { DropIdentitySession, RevokeToken, DropSearch, TellConsent, Count };

/// Whether the service has what it was to be told: it says yes, or that there is nothing of it any more.
[[nodiscard]] constexpr bool is_told(int status) {
    return (status >= 200 && status < 300) || status == 404 || status == 410;
}

/// Keeps requests that must reach their service, sealed, until they have. The device's ledger does so in its store;
/// tests and the simulator put their own here. From any thread.
class Duties {
public:
    using Ticket = std::uint64_t;  ///< 0: it could not be kept
    virtual ~Duties() = default;
    /// Commits the request before the answer that made it necessary is used. It is not sent while this visit lives.
    virtual Ticket take(Duty duty, const Request& request) = 0;
    /// There is nothing to tell any more: it is deleted before this returns.
    virtual void settle(Ticket ticket) = 0;
    /// The service was told: it is deleted soon. Should that be lost, the service is told once more, which is no harm.
    virtual void settle_soon(Ticket ticket) = 0;
};

/// One duty of a session; knows how to do without anybody who keeps duties.
class Owed {
public:
    explicit Owed(Duties* duties) : duties_(duties) {}
    /// One that was taken before and is not settled stays owed, and is delivered later.
    void take(Duty duty, const Request& request) {
        if (duties_ != nullptr) ticket_ = duties_->take(duty, request);
    }
    void settle() {
        if (const Duties::Ticket ticket = std::exchange(ticket_, 0); ticket != 0) duties_->settle(ticket);
    }

    void settle_soon() {
        if (const Duties::Ticket ticket = std::exchange(ticket_, 0); ticket != 0) duties_->settle_soon(ticket);
    }
    [[nodiscard]] bool kept() const { return ticket_ != 0; }

private:
    Duties* duties_;
    Duties::Ticket ticket_ = 0;
};

}  // namespace vestibule::net
