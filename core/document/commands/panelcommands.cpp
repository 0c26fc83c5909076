// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/panelcommands.h"

#include "core/document/commands/changecommands.h"
#include "core/document/commands/freshids.h"
#include "core/document/commands/structuralcommand.h"
#include "core/document/layout/readingorder.h"

#include <algorithm>
#include <utility>

namespace koma {
namespace {

using CommandResult = Result<std::unique_ptr<QUndoCommand>>;

const Panel *unlockedPanel(const Document &document, ObjectId id)
{
    const PageObject *object = document.object(id);
    return object != nullptr && !isLockedInPlace(document, id) ? object->as<Panel>() : nullptr;
}

ReplaceContent withOutline(ObjectId id, Panel panel, OutlinePt outline)
{
    panel.outlinePt = std::move(outline);
    return {id, std::move(panel)};
}

bool goesOnBehindCuts(ObjectKind kind)
{
    return kind == ObjectKind::Art || kind == ObjectKind::Tone || kind == ObjectKind::SpeedLines;
}

/// The pieces that a layer belongs to, the first one first.
QList<qsizetype> piecesFor(const PageObject &layer, const QList<OutlinePt> &pieces)
{
    const RectPt box = boundsPt(layer);
    QList<qsizetype> reached;
    qsizetype nearest = 0;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const RectPt pieceBox = boundsOf(pieces[i]);
        if (box.isEmpty() || pieceBox.intersects(box))
            reached.append(i);
        const auto distance = [&](qsizetype piece) {
            return lengthPt(boundsOf(pieces[piece]).centre() - box.centre());
        };
        if (distance(i) < distance(nearest))
            nearest = i;
    }
    if (goesOnBehindCuts(layer.kind()) && !reached.isEmpty())
        return reached;
    const auto holder = std::find_if(pieces.begin(), pieces.end(), [&](const OutlinePt &piece) {
        return contains(piece, box.centre());
    });
    return {holder != pieces.end() ? holder - pieces.begin() : nearest};
}

/// The steps that turn one panel into its pieces.
void appendSplit(Document &document, const PageObject &object, const QList<OutlinePt> &pieces,
                 std::vector<EditStep> &steps)
{
    const auto &panel = std::get<Panel>(object.content);
    ObjectPlace place = document.placeOf(object.id);
    QList<ObjectId> ids{object.id};
    QList<qsizetype> layerCount{0};
    steps.emplace_back(withOutline(object.id, panel, pieces.first()));
    for (qsizetype i = 1; i < pieces.size(); ++i) {
        PageObject piece;
        piece.id = document.makeObjectId();
        piece.properties = object.properties;
        piece.content = withOutline(piece.id, panel, pieces[i]).content;
        ++place.index;
        ids.append(piece.id);
        layerCount.append(0);
        steps.emplace_back(InsertObject{place, std::move(piece)});
    }
    for (const PageObject &layer : object.children) {
        const QList<qsizetype> homes = piecesFor(layer, pieces);
        const qsizetype home = homes.first();
        if (home != 0)
            steps.emplace_back(MoveObject{layer.id, {place.page, ids[home], layerCount[home]}});
        ++layerCount[home];
        for (qsizetype i = 1; i < homes.size(); ++i) {
            const qsizetype piece = homes[i];
            steps.emplace_back(
                InsertObject{{place.page, ids[piece], layerCount[piece]},
                             withFreshIds(document, {layer}, OutsideTargets::Keep).first()});
            ++layerCount[piece];
        }
    }
}

/// How a panel's layers follow it to another outline: art and ink grow by one factor so that the
/// panel stays covered, lettering keeps its size.
void appendFollowing(const QList<PageObject> &layers, const RectPt &from, const RectPt &to,
                     std::vector<EditStep> &steps)
{
    const AxisTransform stretch = transformBetween(from, to);
    const double factor = std::max(stretch.scaleX, stretch.scaleY);
    forEachObject(layers, [&](const PageObject &layer) {
        const ObjectKind kind = layer.kind();
        AxisTransform transform{factor, factor, to.centre() - from.centre() * factor};
        if (kind == ObjectKind::Balloon || kind == ObjectKind::Text) {
            const PointPt centre = boundsPt(layer).centre();
            transform = translation(stretch.map(centre) - centre);
        }
        ObjectContent content = layer.content;
        transformContent(content, transform);
        if (kind != ObjectKind::Group)
            steps.emplace_back(ReplaceContent{layer.id, std::move(content)});
    });
}

/// Each id once, the highest layers first: what is inserted then shifts no place still to come.
QList<ObjectId> fromTheTop(const Document &document, QList<ObjectId> ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::stable_sort(ids.begin(), ids.end(), [&](ObjectId a, ObjectId b) {
        return document.placeOf(a).index > document.placeOf(b).index;
    });
    return ids;
}

/// Above the topmost panel of a page, below the lettering that lies over it.
qsizetype indexAbovePanels(const Page &page)
{
    qsizetype index = 0;
    for (qsizetype i = 0; i < page.objects.size(); ++i) {
        if (page.objects[i].kind() == ObjectKind::Panel)
            index = i + 1;
    }
    return index;
}

constexpr double kMergeGutterPt = 60.0;

} // namespace

CommandResult splitPanels(Document &document, const QList<ObjectId> &panels, const CutLine &line,
                          std::optional<double> gutterPt)
{
    const double gutter = gutterPt.value_or(gutterForCut(document.settings().gutters, line));
    std::vector<EditStep> steps;
    Error reason{ErrorKind::InvalidArgument, "Select the panels that are to be cut.", {}};
    for (const ObjectId id : fromTheTop(document, panels)) {
        const Panel *panel = unlockedPanel(document, id);
        if (panel == nullptr)
            continue;
        const auto pieces = cutOutline(panel->outlinePt, line, gutter);
        if (pieces)
            appendSplit(document, *document.object(id), *pieces, steps);
        else
            reason = pieces.error();
    }
    if (steps.empty())
        return fail(reason);
    return std::make_unique<StructuralCommand>(document, CommandId::SplitPanel, std::move(steps));
}

CommandResult mergePanels(Document &document, const QList<ObjectId> &panels)
{
    QList<ObjectId> waiting;
    for (const ObjectId id : panels) {
        const bool isOnPage = document.pageOf(id) == document.pageOf(panels.first());
        if (isOnPage && !waiting.contains(id) && unlockedPanel(document, id) != nullptr)
            waiting.append(id);
    }
    if (waiting.size() < 2)
        return fail(ErrorKind::InvalidArgument, "Select two or more panels of one page to merge.");
    const ObjectId kept = waiting.takeFirst();
    const PageId page = document.pageOf(kept);
    const PageObject &keptObject = *document.object(kept);
    OutlinePt outline = std::get<Panel>(keptObject.content).outlinePt;
    qsizetype layers = keptObject.children.size();
    std::vector<EditStep> steps;
    while (!waiting.isEmpty()) {
        qsizetype next = 0;
        auto joined = Result<OutlinePt>(OutlinePt());
        for (next = 0; next < waiting.size(); ++next) {
            joined = joinedOutlines(outline, unlockedPanel(document, waiting[next])->outlinePt,
                                    kMergeGutterPt);
            if (joined)
                break;
        }
        if (!joined)
            return fail(joined.error());
        outline = std::move(*joined);
        const ObjectId id = waiting.takeAt(next);
        for (const PageObject &layer : document.object(id)->children)
            steps.emplace_back(MoveObject{layer.id, {page, kept, layers++}});
        steps.emplace_back(TakeObject{id});
    }
    steps.emplace_back(withOutline(kept, std::get<Panel>(keptObject.content), outline));
    return std::make_unique<StructuralCommand>(document, CommandId::MergePanels, std::move(steps));
}

CommandResult applyLayout(Document &document, PageId pageId, const QList<OutlinePt> &outlines)
{
    const Page *page = document.page(pageId);
    if (page == nullptr || outlines.isEmpty())
        return fail(ErrorKind::InvalidArgument, "There is no page to lay out.");
    QList<ObjectId> panels = panelsInOrder(*page, document.settings().direction).ids;
    panels.removeIf([&](ObjectId id) { return isLockedInPlace(document, id); });
    std::vector<EditStep> steps;
    ObjectId last;
    qsizetype lastLayers = 0;
    qsizetype above = indexAbovePanels(*page);
    for (qsizetype i = 0; i < outlines.size(); ++i) {
        if (i >= panels.size()) {
            PageObject added;
            added.id = last = document.makeObjectId();
            added.content = withOutline(added.id, {}, outlines[i]).content;
            steps.emplace_back(InsertObject{{pageId, {}, above++}, std::move(added)});
            continue;
        }
        const PageObject &object = *document.object(panels[i]);
        const auto &panel = std::get<Panel>(object.content);
        last = object.id;
        lastLayers = object.children.size();
        if (panel.outlinePt == outlines[i])
            continue;
        steps.emplace_back(withOutline(object.id, panel, outlines[i]));
        appendFollowing(object.children, boundsOf(panel.outlinePt), boundsOf(outlines[i]), steps);
    }
    for (qsizetype i = outlines.size(); i < panels.size(); ++i) {
        for (const PageObject &layer : document.object(panels[i])->children)
            steps.emplace_back(MoveObject{layer.id, {pageId, last, lastLayers++}});
        steps.emplace_back(TakeObject{panels[i]});
    }
    return std::make_unique<StructuralCommand>(document, CommandId::ApplyLayout, std::move(steps));
}

} // namespace koma
