// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/styleevaluation.h"

#include "core/imaging/contactsheet.h"
#include "core/imaging/edgelayout.h"
#include "core/imaging/pictureio.h"
#include "core/imaging/resize.h"
#include "core/training/evaluation/drawingmethod.h"
#include "core/training/evaluation/layoutscores.h"
#include "core/training/evaluation/observedset.h"
#include "core/training/evaluation/srgbpicture.h"
#include "core/training/trainingdata.h"

#include <algorithm>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr int kMinSidePx = 16;
constexpr int kMostColumns = 2; ///< pairs beside each other; wider rows have a line of their own

Result<Image> fittedInto(const Image &image, int cellPx)
{
    if (image.size().longSidePx() <= cellPx)
        return image;
    return resized(image, sizeWithLongSide(image.size(), cellPx));
}

Result<std::optional<SetDistance>> distance(const FeatureRows &results, const FeatureRows &others,
                                            const CancelToken &cancel)
{
    if (results.size() < kLeastPicturesForDistance || others.size() < kLeastPicturesForDistance)
        return std::optional<SetDistance>();
    const auto found = setDistance(results, others, cancel);
    if (!found)
        return fail(found.error());
    return std::optional(*found);
}

/// One evaluation from folders to scores.
class Evaluation
{
public:
    Evaluation(InferenceEngine &engine, const EvaluationRequest &request, const CancelToken &cancel,
               const Progress &progress)
        : m_engine(engine), m_request(request), m_cancel(cancel), m_progress(progress)
    {
    }

    Result<EvaluationScores> run();

private:
    Result<void> openNetworks();
    void chooseClass();
    Result<std::vector<fs::path>> picturesIn(const fs::path &folder, int least);
    Result<void> lookAtDrawings();
    Result<void> lookAtPhotos();
    Result<void> drawAll(const DrawingMethod &method);
    Result<void> score(const DrawingMethod &method, const ObservedSet &results, double seconds);
    Result<void> keepForSheet(std::size_t photo, const Image &picture);
    Result<void> writeSheet() const;
    [[nodiscard]] JudgedShares sharesOf(const ObservedSet &set) const;
    void step();

    InferenceEngine &m_engine;
    const EvaluationRequest &m_request;
    const CancelToken &m_cancel;
    const Progress &m_progress;
    Observer m_observer;
    std::vector<fs::path> m_photoPaths;
    ObservedSet m_photos;
    ObservedSet m_drawings;
    std::optional<ColourStatistics> m_colours; ///< of the drawings
    double m_megapixels = 0.0;
    std::vector<ContactRow> m_rows;
    std::size_t m_stepsDone = 0;
    std::size_t m_stepsInAll = 1;
    EvaluationScores m_scores;
};

Result<void> Evaluation::openNetworks()
{
    if (!m_request.judge.empty()) {
        auto judge = Judge::open(m_request.judge);
        if (!judge)
            return fail(judge.error());
        m_observer.judge = std::move(*judge);
        chooseClass();
    }
    if (!m_request.features.empty()) {
        auto network = FeatureNetwork::open(m_request.features);
        if (!network)
            return fail(network.error());
        m_observer.network = std::move(*network);
    }
    return {};
}

void Evaluation::chooseClass()
{
    const JudgeCard &card = m_observer.judge->card();
    const std::string wanted =
        m_request.judgeClass.empty() ? m_request.style.id : m_request.judgeClass;
    if (!card.classOf(wanted) || wanted == JudgeCard::kPhotoClass) {
        m_scores.remarks.push_back("The judge does not know the style \"" + wanted +
                                   "\": no style score.");
        return;
    }
    m_scores.judgeClass = wanted;
    for (const std::string &name : card.classes) {
        if (card.familyOf(name) == card.familyOf(wanted))
            m_scores.judgeFamily.push_back(name);
    }
}

Result<std::vector<fs::path>> Evaluation::picturesIn(const fs::path &folder, int least)
{
    auto found = inspectTrainingFolder(folder, kMinSidePx, least, m_cancel);
    if (!found)
        return fail(found.error());
    for (const RejectedPicture &rejected : found->rejected)
        m_scores.remarks.push_back("left out: " + rejected.path.string() + ": " + rejected.reason);
    return std::move(found->pictures);
}

void Evaluation::step()
{
    ++m_stepsDone;
    m_progress.report(static_cast<double>(m_stepsDone) / static_cast<double>(m_stepsInAll),
                      "drawing");
}

Result<void> Evaluation::lookAtDrawings()
{
    if (m_request.drawings.empty()) {
        if (m_observer.judge || m_observer.network)
            m_scores.remarks.emplace_back("No drawings by the artist were given: no distances to "
                                          "them and no rate of their own.");
        return {};
    }
    const auto paths = picturesIn(m_request.drawings, 1);
    if (!paths)
        return fail(paths.error());
    std::vector<ColourStatistics> colours;
    for (const fs::path &path : *paths) {
        const auto drawing = readSrgbPicture(path);
        if (!drawing)
            return fail(drawing.error());
        const auto statistics = colourStatistics(*drawing);
        if (!statistics)
            return fail(statistics.error());
        colours.push_back(*statistics);
        if (auto seen = m_observer.observe(*drawing, m_drawings, m_cancel); !seen)
            return seen;
    }
    m_colours = averageStatistics(colours);
    m_scores.drawings = paths->size();
    if (m_scores.drawings < kLeastPicturesForDistance)
        m_scores.remarks.emplace_back("Fewer than three drawings: no distances to them.");
    if (m_observer.judge && !m_scores.judgeClass.empty())
        m_scores.ownDrawings = sharesOf(m_drawings);
    return {};
}

Result<void> Evaluation::lookAtPhotos()
{
    for (std::size_t i = 0; i < m_photoPaths.size(); ++i) {
        const auto photo = readSrgbPicture(m_photoPaths[i]);
        if (!photo)
            return fail(photo.error());
        m_megapixels += static_cast<double>(photo->size().pixelCount()) / 1e6;
        if (auto seen = m_observer.observe(*photo, m_photos, m_cancel); !seen)
            return seen;
        if (i < static_cast<std::size_t>(m_request.sheetPictures))
            m_rows.push_back({m_photoPaths[i].stem().string(), {}});
        if (auto kept = keepForSheet(i, *photo); !kept)
            return kept;
        step();
    }
    m_scores.photos = m_photoPaths.size();
    return {};
}

Result<void> Evaluation::keepForSheet(std::size_t photo, const Image &picture)
{
    if (photo >= m_rows.size())
        return {};
    auto small = fittedInto(picture, m_request.cellPx);
    if (!small)
        return fail(small.error());
    m_rows[photo].pictures.push_back(std::move(*small));
    return {};
}

JudgedShares Evaluation::sharesOf(const ObservedSet &set) const
{
    const std::vector<std::string> &classes = m_observer.judge->card().classes;
    const std::vector<std::string> &family = m_scores.judgeFamily;
    return {.rightHand =
                set.share([&](std::size_t i) { return classes.at(i) == m_scores.judgeClass; }),
            .rightFamily = set.share([&](std::size_t i) {
                return std::find(family.begin(), family.end(), classes.at(i)) != family.end();
            }),
            .photo = set.share([&](std::size_t i) { return i + 1 == classes.size(); })};
}

Result<void> Evaluation::score(const DrawingMethod &method, const ObservedSet &results,
                               double seconds)
{
    MethodScores row;
    row.name = method.name;
    row.edgeRetrieval = edgeRetrievalRate(m_photos.layouts, results.layouts);
    row.contentScore = meanLikeness(m_photos.layouts, results.layouts);
    row.diversityRatio = diversityRatio(m_photos.layouts, results.layouts);
    row.secondsPerMegapixel = seconds / std::max(1e-9, m_megapixels);
    if (m_observer.judge) {
        row.judged = sharesOf(results);
        const auto variety = setVariety(results.probabilities);
        if (!variety)
            return fail(variety.error());
        row.variety = *variety;
    }
    const auto measure = [&](FeatureRows ObservedSet::*rows,
                             ResultDistances &into) -> Result<void> {
        const auto toDrawings = distance(results.*rows, m_drawings.*rows, m_cancel);
        if (!toDrawings)
            return fail(toDrawings.error());
        const auto toPhotos = distance(results.*rows, m_photos.*rows, m_cancel);
        if (!toPhotos)
            return fail(toPhotos.error());
        into = {*toDrawings, *toPhotos};
        return {};
    };
    if (auto measured = measure(&ObservedSet::features, row.byJudge); !measured)
        return measured;
    if (auto measured = measure(&ObservedSet::external, row.byNetwork); !measured)
        return measured;
    m_scores.methods.push_back(std::move(row));
    return {};
}

Result<void> Evaluation::drawAll(const DrawingMethod &method)
{
    ObservedSet results;
    double seconds = 0.0;
    for (std::size_t i = 0; i < m_photoPaths.size(); ++i) {
        if (m_cancel.isCancelled())
            return failCancelled();
        const auto photo = readSrgbPicture(m_photoPaths[i]);
        if (!photo)
            return fail(photo.error());
        const auto drawn = method.draw(*photo, m_cancel);
        if (!drawn)
            return fail(drawn.error());
        seconds += drawn->seconds;
        if (auto seen = m_observer.observe(drawn->image, results, m_cancel); !seen)
            return seen;
        if (auto kept = keepForSheet(i, drawn->image); !kept)
            return kept;
        step();
    }
    return score(method, results, seconds);
}

Result<void> Evaluation::writeSheet() const
{
    if (m_request.sheet.empty() || m_rows.empty())
        return {};
    const auto columns = static_cast<int>(m_rows.front().pictures.size());
    const auto sheet =
        contactSheet(m_rows, m_request.cellPx, columns > kMostColumns ? 1 : kMostColumns);
    if (!sheet)
        return fail(sheet.error());
    return writePicture(m_request.sheet, *sheet, {}, {PictureFormat::Jpeg, 90});
}

Result<EvaluationScores> Evaluation::run()
{
    if (auto opened = openNetworks(); !opened)
        return fail(opened.error());
    auto paths = picturesIn(m_request.photos, 2);
    if (!paths)
        return fail(paths.error());
    m_photoPaths = std::move(*paths);
    if (auto seen = lookAtDrawings(); !seen)
        return fail(seen.error());
    std::vector<DrawingMethod> methods{
        styleMethod(m_engine, m_request.style, m_request.strokeScale)};
    for (const StyleCard &other : m_request.compared)
        methods.push_back(styleMethod(m_engine, other, m_request.strokeScale));
    if (m_request.baselines == Baselines::Add) {
        for (DrawingMethod &method : baselineMethods(m_colours))
            methods.push_back(std::move(method));
        if (!m_colours)
            m_scores.remarks.emplace_back("Colour transfer needs drawings: left out.");
    }
    m_stepsInAll = (methods.size() + 1) * m_photoPaths.size();
    if (auto seen = lookAtPhotos(); !seen)
        return fail(seen.error());
    for (const DrawingMethod &method : methods) {
        if (auto drawn = drawAll(method); !drawn)
            return fail(drawn.error());
    }
    if (auto written = writeSheet(); !written)
        m_scores.sheetError = written.error(); // the scores took minutes and are kept
    return std::move(m_scores);
}

} // namespace

Result<EvaluationScores> evaluateStyle(InferenceEngine &engine, const EvaluationRequest &request,
                                       const CancelToken &cancel, const Progress &progress)
{
    return Evaluation(engine, request, cancel, progress).run();
}

} // namespace koma
