// sessions - the two kinds of picture-taking behind the Session interface.
#pragma once

#include "kiosk/capture/aside.hpp"
#include "kiosk/capture/capture.hpp"
#include "kiosk/capture/face.hpp"

namespace vestibule::capture {

std::unique_ptr<Session> make_document_session(Target target, std::shared_ptr<Aside> aside);
std::unique_ptr<Session> make_face_session(std::shared_ptr<FaceFinder> finder);

}  // namespace vestibule::capture
