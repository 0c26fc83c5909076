// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/commands/pagecommands.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"
#include "ui/page/docks/layers/layersdock.h"
#include "ui/page/docks/layers/layersview.h"
#include "ui/widgets/sliderrow.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>

using namespace koma;
using namespace koma::test;

namespace {

constexpr auto kFail = QAbstractItemModelTester::FailureReportingMode::QtTest;

/// Panel 10 holds art 11 and balloon 12 with text 13; above it ink 20 and ink 21.
Comic layeredPage()
{
    Comic comic = emptyPages(2);
    PageObject panel = panelObject(10);
    panel.children = {artObject(11), balloonObject(12, {textObject(13, QStringLiteral("Hello"))})};
    comic.pages[0].objects = {panel, inkObject(20), inkObject(21)};
    comic.pages[1].objects = {panelObject(30)};
    return comic;
}

QList<ObjectId> ids(std::initializer_list<std::uint64_t> values)
{
    QList<ObjectId> list;
    for (const std::uint64_t value : values)
        list.append(ObjectId{value});
    return list;
}

/// The model's rows as layersText() writes the page's, which has them bottom to top.
QString rowsText(const LayerTreeModel &model, const QModelIndex &parent = {})
{
    QStringList layers;
    for (int row = model.rowCount(parent); row-- > 0;) {
        const QModelIndex index = model.index(row, 0, parent);
        QString layer = QString::number(model.objectAt(index).value);
        if (model.rowCount(index) > 0)
            layer += QStringLiteral("(%1)").arg(rowsText(model, index));
        layers.append(layer);
    }
    return layers.join(QLatin1Char(' '));
}

struct Window
{
    explicit Window(Comic comic) : document(std::move(comic)), selection(document), dock(selection)
    {
        dock.resize(270, 420);
        dock.show();
    }
    [[nodiscard]] LayersView &view() const { return dock.view(); }
    [[nodiscard]] QModelIndex at(std::uint64_t id, int column = 0) const
    {
        return view().layers().indexOf({id}, column);
    }
    [[nodiscard]] QRect rectOf(std::uint64_t id, int column = 0) const
    {
        return view().visualRect(at(id, column));
    }
    void click(std::uint64_t id, int column = 0, Qt::KeyboardModifiers keys = Qt::NoModifier)
    {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, keys, rectOf(id, column).center());
    }
    [[nodiscard]] QString layers() const { return layersText(document.comic().pages[0].objects); }
    [[nodiscard]] const ObjectProperties &properties(std::uint64_t id) const
    {
        return document.object({id})->properties;
    }
    bool drop(std::initializer_list<std::uint64_t> objects, QPoint point)
    {
        QModelIndexList rows;
        for (const std::uint64_t id : objects)
            rows.append(at(id));
        const std::unique_ptr<QMimeData> data(view().layers().mimeData(rows));
        return dropOn(view(), *data, point);
    }

    Document document;
    PageSelection selection;
    LayersDock dock;
};

} // namespace

class TestLayersDock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreTheArtistsOrTell()
    {
        Window window(layeredPage());
        QTRY_COMPARE(window.at(10).data().toString(), QStringLiteral("Panel 1"));
        QTRY_COMPARE(window.at(13).data().toString(), QStringLiteral("Hello"));
        QTRY_COMPARE(window.at(12).data().toString(), QStringLiteral("Hello")); // who says that
        QTRY_COMPARE(window.at(20).data().toString(), QStringLiteral("Ink 1"));
        QTRY_COMPARE(window.at(21).data().toString(), QStringLiteral("Ink 2"));
        // A number stays with its layer when the layer moves, and closes up when one goes.
        window.selection.select(ids({20}));
        window.dock.actions().toFront->trigger();
        QTRY_COMPARE(window.at(20).data().toString(), QStringLiteral("Ink 1"));
        window.dock.actions().remove->trigger();
        QTRY_COMPARE(window.at(21).data().toString(), QStringLiteral("Ink 1"));
        window.selection.select(ids({13}));
        window.dock.actions().remove->trigger();
        QTRY_COMPARE(window.at(12).data().toString(), QStringLiteral("Balloon 1"));
    }

    void theTopLayerIsTheFirstRow()
    {
        Window window(layeredPage());
        const LayerTreeModel &model = window.view().layers();
        QCOMPARE(model.objectAt(model.index(0, 0)), ObjectId{21});
        QCOMPARE(rowsText(model), window.layers());
    }

    void randomEditsKeepTheTree_data()
    {
        QTest::addColumn<int>("number");
        for (int i = 0; i < 20; ++i)
            QTest::addRow("%d", i) << i;
    }

    /// Whatever happens to the layers, done, undone and redone: the rows are the page's layers, by
    /// small changes that keep a view's promises.
    void randomEditsKeepTheTree()
    {
        QFETCH(const int, number);
        Random random(randomCasesSeed(), static_cast<std::uint64_t>(number));
        RandomComic maker(random);
        Document document(maker.comic(2));
        LayerTreeModel model(document);
        const QAbstractItemModelTester tester(&model, kFail);
        const PageId page = document.comic().pages[0].id;
        model.setPage(page);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QUndoStack &stack = document.undoStack();
        for (int step = 0; step < 40; ++step) {
            QList<ObjectId> all;
            forEachObject(document.page(page)->objects,
                          [&](const PageObject &object) { all.append(object.id); });
            if (all.isEmpty())
                break;
            const auto any = [&] { return all[random.below(all.size())]; };
            const QList<ObjectId> some{any(), any()};
            Result<std::unique_ptr<QUndoCommand>> command = removeObjects(document, {any()});
            switch (random.below(7)) {
            case 0:
                command = reorderObjects(document, some, document.placeOf(any()));
                break;
            case 1:
                command = groupObjects(document, some);
                break;
            case 2:
                command = ungroupObjects(document, all);
                break;
            case 3:
                command = duplicateObjects(document, some, {5.0, 5.0});
                break;
            case 4:
                command = reorderObjects(document, some, {document.comic().pages[1].id, {}, 0});
                break;
            case 5:
                stack.setIndex(static_cast<int>(random.below(stack.count() + 1)));
                continue;
            default:
                break;
            }
            if (command)
                stack.push(command->release());
            QCOMPARE(rowsText(model), layersText(document.page(page)->objects));
        }
        stack.setIndex(0);
        QCOMPARE(rowsText(model), layersText(document.page(page)->objects));
        QCOMPARE(resets.size(), 0);
    }

    void eyesAndLocksAreSwitches()
    {
        Window window(layeredPage());
        window.selection.select(ids({20, 21}));
        window.click(10, LayerTreeModel::VisibleColumn);
        QVERIFY(window.properties(10).isHidden);
        QCOMPARE(window.selection.objects(), ids({20, 21}));
        QVERIFY(window.at(11).data(LayerTreeModel::IsFaintRole).toBool());
        QVERIFY(window.at(11).data(LayerTreeModel::IsVisibleRole).toBool());
        // One of several picked: all of them, in one step.
        window.click(20, LayerTreeModel::LockColumn);
        QVERIFY(window.properties(20).isLocked && window.properties(21).isLocked);
        QCOMPARE(window.document.undoStack().count(), 2);
        window.document.undoStack().undo();
        QVERIFY(!window.properties(20).isLocked && !window.properties(21).isLocked);
        window.document.undoStack().undo();
        QVERIFY(!window.properties(10).isHidden);
        QVERIFY(!window.at(11).data(LayerTreeModel::IsFaintRole).toBool());
    }

    void selectionGoesBothWays()
    {
        Window window(layeredPage());
        window.click(21);
        QCOMPARE(window.selection.objects(), ids({21}));
        window.click(11, 0, Qt::ControlModifier);
        QCOMPARE(window.selection.objects(), ids({21, 11}));
        window.selection.select(ids({13}));
        const QModelIndexList rows = window.view().selectionModel()->selectedRows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(window.view().layers().objectAt(rows.first()), ObjectId{13});
        QVERIFY(window.view().isExpanded(window.at(12))); // brought into view
        QTest::keyClick(&window.view(), Qt::Key_Up);
        QCOMPARE(window.selection.objects(), ids({12}));
        window.selection.setPage({2});
        QCOMPARE(rowsText(window.view().layers()), QStringLiteral("30"));
        QVERIFY(window.selection.objects().isEmpty());
        window.selection.reveal(ids({11}));
        QCOMPARE(window.view().layers().objectAt(window.view().currentIndex()), ObjectId{11});
    }

    void renamesInPlace()
    {
        Window window(layeredPage());
        window.click(20);
        QTest::keyClick(&window.view(), Qt::Key_F2);
        auto *editor = window.view().viewport()->findChild<QLineEdit *>();
        QVERIFY(editor != nullptr);
        QTest::keyClicks(editor, QStringLiteral("Rain"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(window.properties(20).name, QStringLiteral("Rain"));
        QCOMPARE(window.at(20).data().toString(), QStringLiteral("Rain"));
        window.document.undoStack().undo();
        QCOMPARE(window.at(20).data().toString(), QStringLiteral("Ink 1"));
        // Leaving a name as it was leaves no step, and does not turn a number into a name.
        QVERIFY(
            !window.view().layers().setData(window.at(20), QStringLiteral("Ink 1"), Qt::EditRole));
        QCOMPARE(window.document.undoStack().index(), 0);
    }

    void dropsReorder()
    {
        Window window(layeredPage());
        // Between the rows of 21 and 20.
        QVERIFY(window.drop({10}, window.rectOf(20).topLeft() + QPoint(30, 0)));
        QCOMPARE(window.layers(), QStringLiteral("20 10(11 12(13)) 21"));
        window.document.undoStack().undo();
        QCOMPARE(window.layers(), QStringLiteral("10(11 12(13)) 20 21"));
        // Onto the panel: on top of what it holds.
        QVERIFY(window.drop({20, 21}, window.rectOf(10).center()));
        QCOMPARE(window.layers(), QStringLiteral("10(11 12(13) 20 21)"));
        QCOMPARE(window.document.undoStack().count(), 1);
        // Below all rows: the bottom of the page.
        QVERIFY(window.drop({20}, QPoint(40, window.view().viewport()->height() - 5)));
        QCOMPARE(window.layers(), QStringLiteral("20 10(11 12(13) 21)"));
    }

    void whereItLandsIsMarked()
    {
        Window window(layeredPage());
        const std::unique_ptr<QMimeData> data(window.view().layers().mimeData({window.at(21)}));
        const QPoint gap = window.rectOf(20).bottomLeft() + QPoint(60, 1);
        const QColor accent = window.view().palette().color(QPalette::Highlight);
        const auto seen = [&] {
            return window.view().viewport()->grab().toImage().pixelColor(gap);
        };
        QVERIFY(dragOver(window.view(), *data, window.rectOf(20).bottomLeft() + QPoint(30, 0)));
        QCOMPARE(seen(), accent);
        window.view().setExpanded(window.at(12), true);
        QVERIFY(!dragOver(window.view(), *data, window.rectOf(13).center()));
        QVERIFY(seen() != accent);
    }

    void forbiddenDropsAreRefused()
    {
        Window window(layeredPage());
        window.view().setExpanded(window.at(12), true);
        const QString before = window.layers();
        QVERIFY(!window.drop({10}, window.rectOf(12).center()));  // a panel in a balloon
        QVERIFY(!window.drop({20}, window.rectOf(13).center()));  // ink in words
        QVERIFY(!window.drop({10}, window.rectOf(11).topLeft())); // a panel in itself
        window.dock.actions().toggleLocked(ids({20}));
        QVERIFY(!window.drop({20}, window.rectOf(10).center()));
        QCOMPARE(window.layers(), before);
        // While it is carried, rows that cannot hold it leave their whole height to the gaps.
        window.view().layers().setDragged(ids({21}));
        QVERIFY(!window.view().layers().flags(window.at(12)).testFlag(Qt::ItemIsDropEnabled));
        QVERIFY(window.view().layers().flags(window.at(10)).testFlag(Qt::ItemIsDropEnabled));
    }

    void actionsArrange()
    {
        Window window(layeredPage());
        const auto run = [&](QAction *action) {
            action->trigger();
            return window.layers();
        };
        LayerActions &actions = window.dock.actions();
        QVERIFY(!actions.group->isEnabled());
        window.selection.select(ids({10}));
        QCOMPARE(run(actions.forward), QStringLiteral("20 10(11 12(13)) 21"));
        QCOMPARE(run(actions.backward), QStringLiteral("10(11 12(13)) 20 21"));
        QCOMPARE(run(actions.toFront), QStringLiteral("20 21 10(11 12(13))"));
        QCOMPARE(run(actions.toBack), QStringLiteral("10(11 12(13)) 20 21"));
        const int steps = window.document.undoStack().count();
        QCOMPARE(run(actions.backward), QStringLiteral("10(11 12(13)) 20 21"));
        QCOMPARE(window.document.undoStack().count(), steps); // at the bottom already
        window.selection.select(ids({11, 20}));
        const QSignalSpy refusals(&window.dock, &LayersDock::refused);
        actions.toFront->trigger();
        QCOMPARE(refusals.size(), 1);
    }

    void keysGroupDuplicateAndDelete()
    {
        Window window(layeredPage());
        window.view().setFocus();
        window.selection.select(ids({20, 21}));
        window.dock.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window.dock));
        QTest::keyClick(&window.view(), Qt::Key_G, Qt::ControlModifier);
        const ObjectId group = window.selection.single();
        QVERIFY(group.isValid());
        QCOMPARE(window.layers(), QStringLiteral("10(11 12(13)) %1(20 21)").arg(group.value));
        QTest::keyClick(&window.view(), Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(window.layers(), QStringLiteral("10(11 12(13)) 20 21"));
        QCOMPARE(window.selection.objects(), ids({20, 21}));
        QTest::keyClick(&window.view(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(window.selection.objects().size(), 2);
        QVERIFY(!window.selection.contains({20}));
        QTest::keyClick(&window.view(), Qt::Key_Delete);
        QCOMPARE(window.layers(), QStringLiteral("10(11 12(13)) 20 21"));
        window.document.undoStack().setIndex(0);
        QCOMPARE(window.layers(), QStringLiteral("10(11 12(13)) 20 21"));
    }

    void aDragOfTheSliderIsOneStep()
    {
        Window window(layeredPage());
        window.selection.select(ids({20, 21}));
        QSlider *slider = window.dock.findChild<SliderRow *>()->slider();
        slider->setSliderDown(true);
        for (const int value : {900, 700, 400})
            slider->setValue(value);
        slider->setSliderDown(false);
        QCOMPARE(window.properties(20).opacity, 0.4);
        QCOMPARE(window.properties(21).opacity, 0.4);
        QCOMPARE(window.document.undoStack().count(), 1);
        slider->setSliderDown(true);
        slider->setValue(500);
        slider->setSliderDown(false);
        QCOMPARE(window.document.undoStack().count(), 2);
        window.document.undoStack().setIndex(0);
        QCOMPARE(window.properties(20).opacity, 1.0);
        QCOMPARE(window.dock.findChild<SliderRow *>()->value(), 100.0);
    }

    void blendingIsOfThePicked()
    {
        Window window(layeredPage());
        auto *blend = window.dock.findChild<QComboBox *>();
        QVERIFY(!blend->isEnabled());
        window.selection.select(ids({20}));
        blend->setFocus();
        QTest::keyClick(blend, Qt::Key_Down);
        QCOMPARE(window.properties(20).blend, BlendMode::Multiply);
        window.selection.select(ids({20, 21}));
        QCOMPARE(blend->currentIndex(), -1); // they differ
    }

    void changesKeepWhatIsOpenAndScrolledTo()
    {
        Comic comic = layeredPage();
        for (std::uint64_t id = 100; id < 160; ++id)
            comic.pages[0].objects.append(inkObject(id));
        Window window(comic);
        window.view().setExpanded(window.at(12), true);
        window.view().verticalScrollBar()->setValue(400);
        const QRect before = window.rectOf(120);
        window.document.undoStack().push(
            moveObjects(window.document, ids({120}), {3.0, 3.0}).release());
        window.document.undoStack().push(
            addObjects(window.document, {{1}, {}, 0}, {inkObject(500)})->release());
        QCOMPARE(window.rectOf(120), before);
        QVERIFY(window.view().isExpanded(window.at(12)));
        // Also after it went and came back, and after another page.
        window.document.undoStack().push(removeObjects(window.document, ids({10})).release());
        window.document.undoStack().undo();
        QVERIFY(window.view().isExpanded(window.at(12)));
        window.view().setExpanded(window.at(10), false);
        window.selection.setPage({2});
        window.selection.setPage({1});
        QVERIFY(!window.view().isExpanded(window.at(10)));
    }

    void fiveHundredLayersStayFluid()
    {
        Comic comic = emptyPages(1);
        QList<ObjectId> all;
        for (std::uint64_t id = 100; id < 600; ++id) {
            comic.pages[0].objects.append(inkObject(id));
            all.append(ObjectId{id});
        }
        Window window(comic);
        QElapsedTimer clock;
        clock.start();
        window.selection.select(all);
        window.dock.actions().toggleVisible(all);
        window.view().viewport()->repaint();
        const qint64 changedMs = clock.restart();
        window.document.undoStack().push(removeObjects(window.document, all).release());
        window.document.undoStack().undo();
        window.view().viewport()->repaint();
        const qint64 removedMs = clock.elapsed();
        qInfo("500 layers: hide %lld ms, delete and undo %lld ms", changedMs, removedMs);
        QVERIFY(changedMs < 1500); // also in a debug build
        QVERIFY(removedMs < 3000);
    }

    void looks()
    {
        Comic comic = layeredPage();
        comic.pages[0].objects[1].properties.isHidden = true;
        comic.pages[0].objects[2].properties.isLocked = true;
        comic.pages[0].objects.append(groupObject(40, {inkObject(41), balloonObject(42)}));
        comic.pages[0].objects.append({{50}, {}, ToneFill{}, {{{51}, {}, MaskStroke{}, {}}}});
        comic.pages[0].objects.append({{52}, {}, SpeedLines{}, {}});
        Window window(comic);
        window.selection.select(ids({11}));
        grab(window.dock, QStringLiteral("layers"));
    }
};

KOMA_TEST_MAIN(QApplication, TestLayersDock)
#include "tst_layersdock.moc"
