// dealings - the state behind one session with the records network; used only with its mutex held.
#pragma once

#include <functional>

#include "drivers/clock/clock.hpp"
#include "kiosk/net/conversation.hpp"
#include "kiosk/net/json.hpp"
#include "kiosk/records/answers.hpp"
#include "kiosk/records/network.hpp"

namespace vestibule::records {

class Dealings final : public net::Conversation {
public:
    Dealings(net::Client& client, Profile profile, net::Duties* duties)
        : Conversation(client), profile_(std::move(profile)), duties_(duties), drop_search_(duties) {}

    // session.cpp
    void send_consent(const std::vector<privacy::SecretText>& place_ids, bool allowed, const identity::Consent& consent,
                      OnReply done);
    void share(const std::vector<ShareChoice>& choices, OnReply done);
    void cancel();
    void forget();
    [[nodiscard]] const ShareReceipt* receipt() const { return shared_ ? &receipt_ : nullptr; }

    // search_flow.cpp
    void search(const identity::Identity& identity, OnPlaces found, OnReply done);
    // portal_flow.cpp
    void start_portal(const privacy::SecretText& place_id, identity::OnPhoneCode shown, OnReply done);

private:
    struct Polling {
        std::chrono::milliseconds pause{};
        std::chrono::milliseconds waited{}, limit{};
        int failures = 0;
        identity::Outcome at_limit = identity::Outcome::Unreachable;
    };

    /// A "no" that the network has not taken yet.
    struct Denial {
        std::vector<privacy::SecretText> place_ids;
        net::Owed owed;
    };

    void begin_call(OnReply done);
    /// What was not shared when the visit ends is dropped there too, whatever becomes of this process.
    void owe_drop() { drop_search_.take(net::Duty::DropSearch, request(net::Method::Delete, search_path(""))); }
    void owe_denial(const std::vector<privacy::SecretText>& place_ids, const net::Request& denial);
    /// The patient's last word about these places is yes: a "no" must not arrive after it.
    void withdraw_denials(const std::vector<privacy::SecretText>& place_ids);
    void finish(const identity::Reply& reply);
    /// False when there is no search yet, which is told on the network thread like every other reply.
    bool searched();
    [[nodiscard]] net::Request request(net::Method method, std::string_view path) const;
    [[nodiscard]] net::Request request(std::string_view path, const net::Json& body) const;
    [[nodiscard]] std::string search_path(std::string_view rest) const;
    [[nodiscard]] std::string where() const;

    void search_opened(const net::Response& answer);
    void search_answered(const net::Response& answer);
    void portal_opened(const net::Response& answer, const identity::OnPhoneCode& shown);
    void portal_answered(const net::Response& answer);
    void share_answered(const net::Response& answer);

    /// Asks the same address again and again; `answered` gets every answer with status 200.
    void poll_after(std::chrono::milliseconds pause, std::string path,
                    std::function<void(const net::Response&)> answered);
    void poll(const std::string& path, const std::function<void(const net::Response&)>& answered);
    void poll_failed(const identity::Reply& reply, std::chrono::milliseconds pause, const std::string& path,
                     const std::function<void(const net::Response&)>& answered);

    Profile profile_;
    net::Duties* duties_;
    net::Owed drop_search_;
    std::vector<Denial> denials_;
    OnReply reply_;
    privacy::SecretText search_id_, search_token_, portal_id_;
    OnPlaces found_;
    std::int64_t after_ = 0;
    int found_count_ = 0;
    SearchProgress told_;
    Polling polling_;
    ShareReceipt receipt_;
    bool share_sent_ = false, shared_ = false;
};

}  // namespace vestibule::records
