// dealings - the state behind one session with a provider, shared by the flows; used only with its mutex held.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/identity/discovery.hpp"
#include "kiosk/identity/provider.hpp"
#include "kiosk/net/conversation.hpp"
#include "kiosk/net/json.hpp"

namespace vestibule::identity {

class Dealings final : public net::Conversation {
public:
    Dealings(net::Client& client, Profile profile, const drivers::Clock& clock, std::string language,
             net::Duties* duties);

    // session.cpp: the calls about an account
    void send_consent(const Consent& consent, OnReply done);
    void create_account(const Contact& contact, OnReply done);
    void check_code(Channel channel, const privacy::SecretText& code, OnReply done);
    void send_code_again(Channel channel, OnReply done);
    void sign_in(const Contact& contact, OnReply done);
    void check_second_factor(const privacy::SecretText& code, OnReply done);
    void send_person(const Person& person, OnReply done);
    void cancel();
    void forget();
    [[nodiscard]] const Identity* identity() const { return verified_ ? &identity_ : nullptr; }

    // capture_flow.cpp
    void verify(Evidence evidence, OnPart progress, OnReply done);
    // device_flow.cpp
    void start_phone(OnPhoneCode shown, OnReply done);

private:
    using Next = std::function<void()>;
    using Meaning = std::function<Reply(const net::Response&)>;
    struct Media {
        std::string_view slot;
        capture::Target target;
        capture::PicturePtr picture;
        bool straightened = false;  ///< the document alone, which is sent after the frame that it stands in
        bool last = true;           ///< of what is sent of this picture: then all of it is there
        [[nodiscard]] const privacy::SecretBytes& bytes() const {
            return straightened ? picture->rectified : picture->jpeg;
        }
    };
    struct Upload {
        std::vector<Media> media;
        std::size_t next = 0;
        std::uint64_t sent_bytes = 0, total_bytes = 0;
        std::string document;
        std::vector<std::pair<std::string, std::string>> found;
        std::vector<capture::Signal> signals;
        OnPart progress;
    };
    struct Polling {
        std::chrono::milliseconds pause{};
        drivers::TimePoint until;
        int failures = 0;
        bool submit_unclear = false;
    };
    struct Phone {
        privacy::SecretText device_code, nonce;  // not the capture session's: a patient may come back to that
        std::chrono::seconds interval{};
        drivers::TimePoint until;
        bool unclear = false;
    };

    void begin_call(OnReply done);
    void finish(const Reply& reply);
    void end_session();
    /// For what is found out within the call itself: the reply comes on the network thread like every other.
    void finish_later(Reply reply);

    /// One call of the capture interface, in an open session; `meaning` turns its answer into the reply.
    void capture_call(std::string path, net::Json body, Meaning meaning);
    void with_session(bool returning, Next next);
    void open_session(bool returning, Next next);
    [[nodiscard]] net::Request capture_request(net::Method method, std::string_view path) const;
    [[nodiscard]] std::string session_path(std::string_view rest) const;

    // capture_flow.cpp
    void send_next_picture();
    void picture_answered(const Media& media, const net::Response& answer);
    void submit();
    void poll();
    void poll_again(std::chrono::milliseconds pause);
    void poll_answered(const net::Response& answer);
    void poll_failed(const Reply& reply, std::chrono::milliseconds pause);

    // device_flow.cpp
    void request_phone_code(OnPhoneCode shown);
    void wait_for_phone();
    void ask_for_phone();
    void phone_answered(const net::Response& answer);

    // token_flow.cpp
    void with_endpoints(Next next);
    void with_keys(Next next);
    void exchange_code(std::string_view code);
    void take_token(const net::Response& answer);
    [[nodiscard]] net::Request revocation() const;
    void check_token(privacy::SecretText token, privacy::SecretText access_token, bool may_refresh);

    Profile profile_;
    const drivers::Clock& clock_;
    std::string language_;
    net::Owed drop_session_, revoke_token_;
    OnReply reply_;
    std::optional<Endpoints> endpoints_;
    std::optional<Jwks> keys_;
    privacy::SecretText session_id_, session_token_, nonce_, verifier_;
    std::array<std::weak_ptr<const capture::Picture>, 3> accepted_;  // a retake does not send the good ones again
    Upload upload_;
    Polling polling_;
    Phone phone_;
    Identity identity_;
    bool verified_ = false, by_phone_ = false;
    privacy::SecretText given_token_;  // to be revoked: every access token that came, whatever became of it
};

}  // namespace vestibule::identity
