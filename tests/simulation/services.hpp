// services - the providers, the relay and the records network of a simulated visit: they answer in their protocols, and
// keep what they have really answered for.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/identity/profile.hpp"
#include "kiosk/net/client.hpp"
#include "kiosk/records/network.hpp"
#include "tests/simulation/faults.hpp"
#include "tests/simulation/virtual_clock.hpp"

namespace vestibule::simulation {

/// Whatever a patient is or types, and whatever a service says of one, has this word in it.
inline constexpr std::string_view kCanary = "Qanary";
inline constexpr std::string_view kCanaryDigits = "937105";

/// What is asked of a service.
enum class Call : std::uint8_t {
    Discovery,
    Keys,
    OpenSession,
    Consent,
    Account,
    Code,
    CodeAgain,
    SignIn,
    SecondFactor,
    Person,
    Media,
    Submit,
    SessionState,
    ExchangeCode,
    Device,
    DeviceToken,
    OpenSearch,
    SearchState,
    OpenPortal,
    PortalState,
    PlacesConsent,
    Share,
    DropSession,
    DropSearch,
    Revoke,
    Stranger
};
[[nodiscard]] std::string_view name(Call call);
[[nodiscard]] Call call_of(const net::Request& request);
/// Said at the end of a visit, or delivered after it; whoever says it waits for the answer right there.
[[nodiscard]] bool is_farewell(Call call);
/// How many honest answers a call knows; the first is the one that everybody hopes for.
[[nodiscard]] std::uint16_t variants_of(Call call);

struct How {
    Fault fault = Fault::None;
    std::uint16_t variant = 0, count = 0;
    bool awaited = true;  ///< the kiosk has not given the request up
};

/// One capture session, as the relay knows it.
struct SessionFacts {
    std::size_t provider = 0;
    std::string nonce;
    bool consent_told = false;  ///< acknowledged, and the kiosk has the acknowledgement
    std::string recipient;
    bool known = false;  ///< the kiosk knows that it was opened
    bool over = false;   ///< dropped, or the kiosk was told that it has come to its end
};

/// One search, as the records network knows it.
struct SearchFacts {
    bool known = false, over = false;
    int shares = 0;          ///< carried out
    int shares_unclear = 0;  ///< sent, and the kiosk does not know that they were not carried out
    int denials_sent = 0, denials_told = 0;
};

class Services {
public:
    explicit Services(const VirtualClock& clock) : clock_(clock) {}

    [[nodiscard]] Result<net::Response> reply(const net::Request& request, How how);

    // What was answered for, as far as the kiosk can know.
    [[nodiscard]] const SessionFacts* session_of(std::string_view url) const;
    [[nodiscard]] const SessionFacts* newest_session() const { return sessions_.empty() ? nullptr : &sessions_.back(); }
    [[nodiscard]] int tokens_told() const { return tokens_told_; }
    [[nodiscard]] bool share_told() const { return share_told_; }
    [[nodiscard]] int shares_done() const { return shares_done_; }
    /// A request has left the kiosk, whatever becomes of it.
    void sent(const net::Request& request);
    /// A farewell that arrives, of the visit itself or delivered after it.
    void farewell(const net::Request& request);
    /// What the kiosk knows of and nobody has ended: "a session", "a token", ...; empty when there is nothing.
    [[nodiscard]] std::string_view left_behind() const;
    /// What was shared, or a denial, was taken back by a farewell.
    [[nodiscard]] std::string_view wrongly_ended() const { return wrongly_ended_; }
    /// The last decision about a place that was acknowledged: 1 allow, 0 deny, -1 none.
    [[nodiscard]] int place_told(std::string_view id) const;

private:
    struct Said {
        int status = 200;
        std::string body;
    };
    Said say(Call call, const net::Request& request, How how);
    Said open_session(const net::Request& request);
    Said session_state(std::uint16_t variant, std::string_view url) const;
    Said token(const std::string& nonce, std::size_t provider, std::uint16_t variant) const;
    Said device_token(const net::Request& request, std::uint16_t variant) const;
    Said code(bool second, std::uint16_t variant, std::string_view url) const;
    Said share(std::uint16_t variant, std::string_view url);
    Said search_state(std::string_view url, How how);
    void told(Call call, const net::Request& request, const Said& said, std::uint16_t variant);
    void known(Call call, const net::Request& request, const Said& said);
    void exchanged(const net::Request& request);
    void share_not_done(const net::Request& request);
    [[nodiscard]] SearchFacts* search_of(std::string_view url);
    [[nodiscard]] SessionFacts* own_session_of(std::string_view url);

    const VirtualClock& clock_;
    std::vector<SessionFacts> sessions_;
    std::vector<SearchFacts> searches_;
    std::vector<bool> tokens_revoked_;  ///< of each token that the kiosk has got
    mutable int tokens_made_ = 0;
    std::string_view wrongly_ended_;
    std::array<std::string, 2> phone_nonces_;
    std::vector<std::pair<std::string, bool>> places_told_;
    std::size_t places_ = 0;
    int tokens_told_ = 0, shares_done_ = 0;
    bool share_told_ = false;
};

/// The two providers; `asks` are the bits of journey::Asks, for provider 0, and the other way round for provider 1.
[[nodiscard]] std::vector<identity::Profile> simulated_providers(std::uint16_t asks);
[[nodiscard]] records::Profile simulated_network();

}  // namespace vestibule::simulation
