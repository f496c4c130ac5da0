// network - the records network as the visit sees it: search, places, portal sign-in, consent, sharing.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/identity/provider.hpp"
#include "kiosk/net/client.hpp"
#include "kiosk/net/duties.hpp"
#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::records {

/// What is known of the records network; from profiles/records.toml.
struct Profile {
    std::string id, name;  ///< "flexpa", "Flexpa"
    std::string base_url;
    std::string relay_name;
    int facilities_thousands = 72;  ///< "72,000 and growing"
    int search_minutes_low = 1, search_minutes_high = 3;
    std::vector<std::string> categories;  ///< catalog keys: "category.medications", ...
    std::string consent_version;
    std::string support_contact, dashboard_url;  ///< for revoking
};
/// Errors: FileUnreadable, BadProfile.
Result<Profile> read_profile(const std::filesystem::path& file);
/// The same for a text that is in memory; `name` stands for the file in the errors.
Result<Profile> read_profile(std::string_view text, std::string name);

enum class PlaceState : std::uint8_t { Connected, NeedsSignIn };

/// One facility that holds records; that a place is on the list says much about a person, so names are the patient's.
struct Place {
    privacy::SecretText id, name, town;
    privacy::SecretText portal;  ///< "MyChart"
    PlaceState state = PlaceState::Connected;
    int records = 0;  ///< 0: not known before the sign-in
};

struct SearchProgress {
    int asked = 0, total = 0;  ///< as the network reports; total 0: it does not say
    int found = 0;
};

using OnReply = identity::OnReply;
using OnPlaces = std::function<void(std::vector<Place> more, SearchProgress progress)>;
struct ShareReceipt {
    privacy::SecretText url;  ///< for the QR code
};

/// One choice for one place: bit i of `categories` is Profile::categories[i].
struct ShareChoice {
    privacy::SecretText place_id;
    std::uint32_t categories = 0;
};

/// One patient's dealings with the network. One call at a time except cancel(); callbacks come on the network thread.
class Session {
public:
    virtual ~Session() = default;
    virtual void search(const identity::Identity& identity, OnPlaces found, OnReply done) = 0;
    virtual void start_portal(const privacy::SecretText& place_id, identity::OnPhoneCode shown, OnReply done) = 0;
    /// Consent for one place after its sign-in, or for all connected places.
    virtual void send_consent(const std::vector<privacy::SecretText>& place_ids, bool allowed,
                              const identity::Consent& consent, OnReply done) = 0;
    /// Not repeatable: an unclear end is Outcome::Unknown.
    virtual void share(std::vector<ShareChoice> choices, OnReply done) = 0;
    [[nodiscard]] virtual const ShareReceipt* receipt() const = 0;
    virtual void cancel() = 0;
    virtual void forget() = 0;
};

/// `duties` keeps what the network must be told even if this visit cannot; null: nobody does.
std::unique_ptr<Session> make_session(net::Client& client, const Profile& profile, net::Duties* duties = nullptr);

}  // namespace vestibule::records
